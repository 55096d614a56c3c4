public import ChainTypes

/// Why bytes from another node are not a message for this one.
public enum MessageError: Error, Hashable, Sendable {
  /// They cannot be read.
  case malformed(CodecError)
  /// They are above a limit.
  case tooLong(bytes: Int, limit: Int)
  /// The message is for another chain.
  case otherChain(UInt32)
  /// Messages of this type do not come this way.
  case unexpectedType(MessageType)

  /// A stable name for metrics and logs.
  public var code: String {
    switch self {
    case .malformed: "malformed"
    case .tooLong: "too-long"
    case .otherChain: "other-chain"
    case .unexpectedType: "unexpected-type"
    }
  }
}

extension MessageError: CustomStringConvertible {
  /// The reason in one sentence without a full stop.
  public var description: String {
    switch self {
    case .malformed(let error): "the message is malformed: \(error)"
    case .tooLong(let bytes, let limit): "the message has \(bytes) bytes, more than \(limit)"
    case .otherChain(let id): "the message is for chain \(id)"
    case .unexpectedType(let type): "messages of type \(type) do not come this way"
    }
  }
}
