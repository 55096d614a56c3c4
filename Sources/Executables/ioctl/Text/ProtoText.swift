import ChainTypes

/// Messages as text, as Go's `proto.MarshalTextString` and `%+v` write them.
enum ProtoText {
  /// One field a line, messages in angle brackets, two blanks deeper per level.
  static func lines(_ bytes: [UInt8], schema: ProtoSchema) -> String {
    var text = ""
    bytes.withUnsafeBytes { write($0, schema, indent: "", to: &text) }
    return text
  }

  /// All on one line, each field with a blank after it.
  static func line(_ bytes: [UInt8], schema: ProtoSchema) -> String {
    lines(bytes, schema: schema).split(separator: "\n").map { $0.replacing(": ", with: ":", maxReplacements: 1) + " " }.joined()
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, _ schema: ProtoSchema, indent: String, to text: inout String) {
    var reader = ProtobufReader(bytes)
    // Our own encoding of a message that was read before is always readable; what cannot be read is left out.
    while let tag = try? reader.nextTag() {
      guard let field = schema.fields[tag.field] else {
        guard (try? reader.skip(tag)) != nil else { return }
        continue
      }
      switch field.kind {
      case .number:
        guard let value = try? reader.uint64() else { return }
        text += "\(indent)\(field.name): \(value)\n"
      case .choice(let names):
        guard let value = try? reader.uint64() else { return }
        text += "\(indent)\(field.name): \(names[value] ?? String(value))\n"
      case .text:
        guard let value = try? reader.rawBytes() else { return }
        text += "\(indent)\(field.name): \(quoted(value))\n"
      case .message(let below):
        guard let value = try? reader.rawBytes() else { return }
        text += "\(indent)\(field.name): <\n"
        write(value, below(), indent: indent + "  ", to: &text)
        text += "\(indent)>\n"
      }
    }
  }

  /// In double quotes; everything outside printable ASCII in three octal digits.
  private static func quoted(_ bytes: UnsafeRawBufferPointer) -> String {
    var text = "\""
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"): text += "\\n"
      case UInt8(ascii: "\r"): text += "\\r"
      case UInt8(ascii: "\t"): text += "\\t"
      case UInt8(ascii: "\""): text += "\\\""
      case UInt8(ascii: "\\"): text += "\\\\"
      case 0x20..<0x7f: text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return text + "\""
  }
}
