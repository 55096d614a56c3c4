/// What a message between nodes is about (`iotexrpc.MessageType` of the reference).
///
/// Other numbers than the named ones may come from outside; they are kept, and refused where contents are read.
public struct MessageType: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  public let rawValue: Int32

  /// A type by its number.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// A signed action, to be put into a block.
  public static let action = MessageType(rawValue: 1)
  /// A block with its footer.
  public static let block = MessageType(rawValue: 2)
  /// A vote or proposal of a delegate.
  public static let consensus = MessageType(rawValue: 3)
  /// A question for a range of blocks.
  public static let blockRequest = MessageType(rawValue: 4)
  /// Many actions. Today's IoTeX has it; v0.5.0 does not.
  public static let actionList = MessageType(rawValue: 7)
  /// What the reference's tests send; nodes ignore it.
  public static let test = MessageType(rawValue: 10001)
}

extension MessageType: CustomStringConvertible {
  /// The name in logs and metrics; a number for types without one.
  public var description: String {
    switch self {
    case .action: "action"
    case .block: "block"
    case .consensus: "consensus"
    case .blockRequest: "block-request"
    case .actionList: "action-list"
    case .test: "test"
    default: "type-\(rawValue)"
    }
  }
}
