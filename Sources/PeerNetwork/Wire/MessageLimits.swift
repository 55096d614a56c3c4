public import ChainTypes

/// The sizes of messages that this node reads, in bytes. The reference has no limits of its own.
public struct MessageLimits: Hashable, Sendable {
  /// A whole message with its envelope.
  public var maximumMessage: Int
  /// An action: the reference admits 32 KiB of payload; encodings around it are small.
  public var maximumAction: Int
  /// A list of actions.
  public var maximumActionList = 1 << 20
  /// A vote or proposal; a proposal holds a block.
  public var maximumConsensus: Int
  /// A block.
  public var block: BlockLimits

  /// Limits.
  public init(maximumMessage: Int, maximumAction: Int, maximumConsensus: Int, block: BlockLimits) {
    self.maximumMessage = maximumMessage
    self.maximumAction = maximumAction
    self.maximumConsensus = maximumConsensus
    self.block = block
  }

  /// 128 KiB for an action, a block's default limits, and 1 MiB around a block for a proposal's proof and the envelope.
  public static let `default` = MessageLimits(
    maximumMessage: BlockLimits.default.maximumBytes + (1 << 20), maximumAction: 128 << 10,
    maximumConsensus: BlockLimits.default.maximumBytes + (1 << 19), block: .default)

  /// The largest body of a type; a request is two numbers, and types without a meaning may be as long.
  func maximumBody(of type: MessageType) -> Int {
    switch type {
    case .action: maximumAction
    case .actionList: maximumActionList
    case .block: block.maximumBytes
    case .consensus: maximumConsensus
    default: 1024
    }
  }
}
