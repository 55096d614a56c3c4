/// What peers may do before they are cut off.
public struct HostLimits: Sendable, Hashable {
  /// From the connection to the end of the handshakes. Default 15 s.
  public var handshakeTimeout: Duration = .seconds(15)
  /// From the opening of a stream to the agreement on its protocol. Default 15 s.
  public var negotiationTimeout: Duration = .seconds(15)
  /// How long a peer may take none of what we have for it. Default 30 s.
  public var writeTimeout: Duration = .seconds(30)
  /// Incoming connections in the middle of their handshakes. Default 256.
  public var halfOpenConnections = 256
  /// The same from one address (of IPv6: one /64). Default 32.
  public var halfOpenConnectionsPerAddress = 32
  /// Incoming connections from one address (of IPv6: one /64). Default 128.
  public var connectionsPerAddress = 128
  /// Connections with one peer; one more is closed. Default 4.
  public var connectionsPerPeer = 4
  /// Connections in all; one more is closed. Default 1,024.
  public var connections = 1_024
  /// Incoming connections a second and at once, from everywhere. Default 200 and 512.
  public var incoming = RateLimit(perSecond: 200, burst: 512)
  /// Incoming connections a second and at once, from one address. Default 20 and 128.
  public var incomingPerAddress = RateLimit(perSecond: 20, burst: 128)
  /// Bytes a second and at once from one connection; beyond, nothing is read from it for a while. Default 64 MiB.
  public var bytesPerConnection = RateLimit(perSecond: 67_108_864, burst: 67_108_864)
  /// Bytes a second and at once from everywhere. Default 512 MiB.
  public var bytes = RateLimit(perSecond: 536_870_912, burst: 536_870_912)
  /// Bytes of one peer that may lie unread, spread over ``connectionsPerPeer``. Default 32 MiB.
  public var memoryPerPeer = 33_554_432
  /// The longest identify message that is read. The reference reads no more than 2,048 bytes. Default 8,192.
  public var identifyMessage = 8_192

  /// The defaults.
  public init() {}
}
