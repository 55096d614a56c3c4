/// A value with a protobuf encoding that is part of the chain's rules.
///
/// Decoding accepts what the reference accepts, non-canonical forms included; encoding gives what the reference would
/// write after decoding. Two messages are equal when their encodings are, byte for byte. (Swift's own comparison of
/// strings would call different encodings of one Unicode text equal.)
public protocol ProtobufMessage: Hashable, Sendable {
  /// Reads the message up to the end of the reader.
  init(from reader: inout ProtobufReader) throws(CodecError)

  /// Writes the fields of the message, without a tag or length around them.
  func encode(into writer: inout ProtobufWriter)
}

extension ProtobufMessage {
  /// Decodes a message that takes up all of the bytes.
  public init(decoding bytes: [UInt8]) throws(CodecError) {
    self = try readingProtobuf(bytes) { (reader) throws(CodecError) in try Self(from: &reader) }
  }

  /// Decodes a message that takes up the whole buffer.
  public init(decoding buffer: UnsafeRawBufferPointer) throws(CodecError) {
    var reader = ProtobufReader(buffer)
    try self.init(from: &reader)
  }

  /// The encoding of the message.
  public var encoded: [UInt8] {
    var writer = ProtobufWriter()
    encode(into: &writer)
    return writer.bytes
  }

  /// Whether both have the same encoding.
  public static func == (left: Self, right: Self) -> Bool { left.encoded == right.encoded }

  /// Hashes the encoding.
  public func hash(into hasher: inout Hasher) { hasher.combine(encoded) }
}

/// Runs a reader over an array's bytes.
func readingProtobuf<Value>(
  _ bytes: [UInt8], _ body: (inout ProtobufReader) throws(CodecError) -> Value
) throws(CodecError) -> Value {
  let result = bytes.withUnsafeBytes { (buffer) -> Result<Value, CodecError> in
    var reader = ProtobufReader(buffer)
    do throws(CodecError) {
      return .success(try body(&reader))
    } catch {
      return .failure(error)
    }
  }
  return try result.get()
}
