/// Registers a Plum chain (`proto/types/action.proto`). It never had rules: see ``ActionKind/isPlum``.
public struct CreatePlumChain: ProtobufMessage {
  /// A message whose fields are all empty.
  public init() {}

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() { try reader.skip(tag) }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {}
}
