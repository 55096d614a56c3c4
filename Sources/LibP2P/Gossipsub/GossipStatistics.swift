/// Counts since a router was made.
public struct GossipStatistics: Sendable, Hashable {
  /// Messages published by this node.
  public var published: UInt64 = 0
  /// Messages from peers that were sent to validation.
  public var checked: UInt64 = 0
  /// Messages accepted and delivered.
  public var accepted: UInt64 = 0
  /// Messages rejected by validation.
  public var rejected: UInt64 = 0
  /// Messages ignored by validation.
  public var ignored: UInt64 = 0
  /// Messages with a wrong signature.
  public var badSignatures: UInt64 = 0
  /// Copies of messages that were known.
  public var duplicates: UInt64 = 0
  /// Messages without author, signature or a topic that this node subscribes to.
  public var unusable: UInt64 = 0
  /// Messages dropped because too many were being checked or came from one peer.
  public var overflowed: UInt64 = 0
  /// RPCs not read because the sender's score is too low.
  public var graylisted: UInt64 = 0
  /// Entries of RPCs that were left out because of a limit.
  public var limited: UInt64 = 0
  /// Messages given on request.
  public var retransmitted: UInt64 = 0
  /// Messages asked for.
  public var requested: UInt64 = 0

  /// All zero.
  public init() {}
}
