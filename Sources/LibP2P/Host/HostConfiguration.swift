/// How a ``Host`` behaves. The defaults are safe on the open network.
public struct HostConfiguration: Sendable {
  /// Where to listen, such as `/ip4/0.0.0.0/tcp/4689`; port 0 lets the system choose. Default: nowhere.
  public var listenAddresses: [Multiaddr] = []
  /// What to tell peers in place of the addresses listened on, such as the public side of a router. Default: nothing.
  public var announcedAddresses: [Multiaddr] = []
  /// What may protect connections, the preferred one first. Default: Noise, then secio.
  public var security: [SecurityProtocol] = [.noise, .secio]
  /// Names of yamux, the preferred one first. Default: today's, then IoTeX's.
  public var muxers: [String] = YamuxSession.protocolIDs
  /// What peers are told we are.
  public var agentVersion = "iotex-swift/0.1"
  /// What peers are told we speak.
  public var protocolVersion = "ipfs/0.1.0"
  /// The limits of a connection's streams. Memory for unread bytes comes from ``HostLimits/memoryPerPeer``.
  public var yamux = YamuxConfiguration()
  /// What peers may do.
  public var limits = HostLimits()
  /// How many peers we keep.
  public var connections = ConnectionManagerConfiguration()
  /// How we dial.
  public var dialing = DialConfiguration()
  /// Peers that we stay connected to; their addresses should end with `/p2p/` and the peer id.
  public var persistentPeers: [Multiaddr] = []

  /// The defaults, which listen nowhere.
  public init() {}

  /// The defaults, listening at the given addresses.
  public init(listenAddresses: [Multiaddr]) { self.listenAddresses = listenAddresses }
}
