/// How much of one RPC is read. What is beyond a count is left out and counted; a longer RPC or text is refused.
public struct GossipDecodingLimits: Sendable, Hashable {
  /// The longest RPC in bytes; the reference resets the stream at a longer one.
  public var rpcBytes = 1 << 20
  /// Subscriptions in an RPC.
  public var subscriptions = 256
  /// Messages in an RPC.
  public var messages = 8192
  /// IHAVE, IWANT, GRAFT and PRUNE entries in an RPC, each kind for itself.
  public var controlEntries = 256
  /// Message ids in all IHAVE, and in all IWANT, of an RPC.
  public var messageIDs = 5000
  /// Bytes of a topic.
  public var topicBytes = 256
  /// Bytes of a message id.
  public var messageIDBytes = 128

  /// The defaults.
  public init() {}
}
