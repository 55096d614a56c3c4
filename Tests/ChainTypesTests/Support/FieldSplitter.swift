@testable import ChainTypes

/// Cuts a message into its fields.
enum FieldSplitter {
  /// The fields of the message, each with its tag, in the order of the wire.
  static func fields(of bytes: [UInt8]) throws(CodecError) -> [[UInt8]] {
    try readingProtobuf(bytes) { (reader) throws(CodecError) in
      var fields: [[UInt8]] = []
      var start = 0
      while let tag = try reader.nextTag() {
        try reader.skip(tag)
        fields.append([UInt8](bytes[start..<reader.offset]))
        start = reader.offset
      }
      return fields
    }
  }

  /// The bytes inside a length-delimited field with its tag; nil for other fields.
  static func content(of field: [UInt8]) -> [UInt8]? {
    try? readingProtobuf(field) { (reader) throws(CodecError) -> [UInt8]? in
      guard let tag = try reader.nextTag(), tag.type == .bytes else { return nil }
      return [UInt8](try reader.element())
    }
  }
}
