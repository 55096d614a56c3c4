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
}
