internal import ChainTypes

/// The encoding of a block (wire message `Block`) cut into what is stored of it, and put together again.
struct BlockParts {
  /// The encoding of the header.
  let header: UnsafeRawBufferPointer
  /// The encoding of the body.
  let body: UnsafeRawBufferPointer
  /// The encoding of the footer.
  let footer: UnsafeRawBufferPointer

  /// Cuts an encoding that `Block.encoded` gave: exactly the fields 1, 2 and 3, once each; nil for anything else.
  init?(_ block: UnsafeRawBufferPointer) {
    var reader = ProtobufReader(block)
    var parts: [UnsafeRawBufferPointer] = []
    do throws(CodecError) {
      while let tag = try reader.nextTag() {
        guard tag == ProtobufTag(UInt64(parts.count + 1), .bytes), parts.count < 3 else { return nil }
        parts.append(try reader.element())
      }
    } catch {
      return nil
    }
    guard parts.count == 3 else { return nil }
    (header, body, footer) = (parts[0], parts[1], parts[2])
  }

  /// The encoding of a block with these parts.
  static func join(header: [UInt8], body: [UInt8], footer: [UInt8]) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.reserve(header.count + body.count + footer.count + 16)
    writer.element(1, header)
    writer.element(2, body)
    writer.element(3, footer)
    return writer.bytes
  }
}

/// A list of length-delimited fields with the number 1: a body's actions, a list's receipts.
struct ElementList {
  private var reader: ProtobufReader

  /// The elements of an encoding, which must outlive this value.
  init(_ bytes: UnsafeRawBufferPointer) { reader = ProtobufReader(bytes) }

  /// The next element's encoding; nil at the end.
  mutating func next() throws(CodecError) -> UnsafeRawBufferPointer? {
    while let tag = try reader.nextTag() {
      if tag == ProtobufTag(1, .bytes) { return try reader.element() }
      try reader.skip(tag)
    }
    return nil
  }
}
