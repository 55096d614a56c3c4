/// Counts of a ``Host``, for metrics.
public struct HostStatistics: Sendable, Hashable {
  /// Peers that are connected.
  public var peers = 0
  /// Connections with them.
  public var connections = 0
  /// Incoming connections in their handshakes.
  public var halfOpen = 0
  /// Dials under way.
  public var dials = 0
  /// Incoming connections refused, since the start.
  public var refusals: UInt64 = 0
  /// Connections ended for breaking the rules of yamux, since the start.
  public var violations: UInt64 = 0
  /// Peers let go because there were too many, since the start.
  public var trims: UInt64 = 0
}
