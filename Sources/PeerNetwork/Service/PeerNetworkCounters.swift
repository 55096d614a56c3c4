/// What came in and went out since the start, for metrics.
public struct PeerNetworkCounters: Hashable, Sendable {
  /// What became of messages that came in, of one type.
  public struct Inbound: Hashable, Sendable {
    /// Good and new.
    public var accepted: UInt64 = 0
    /// Of no use, or seen before.
    public var ignored: UInt64 = 0
    /// Wrong.
    public var rejected: UInt64 = 0
    /// No room.
    public var dropped: UInt64 = 0
  }

  /// Gossip and unicast messages that came in, by type.
  public var inbound: [MessageType: Inbound] = [:]
  /// Gossip and unicast messages sent, by type.
  public var outbound: [MessageType: UInt64] = [:]
  /// Offences, by kind.
  public var offences: [Offence: UInt64] = [:]
  /// Peers banned.
  public var bans: UInt64 = 0
  /// Blocks served, and their bytes.
  public var blocksServed: UInt64 = 0
  /// Bytes of blocks served.
  public var bytesServed: UInt64 = 0
  /// Requests for blocks that were turned away.
  public var requestsRefused: UInt64 = 0
  /// Blocks that came in answers.
  public var blocksFetched: UInt64 = 0
}
