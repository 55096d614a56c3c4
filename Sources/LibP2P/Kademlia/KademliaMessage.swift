/// What is asked and answered in Kademlia: one length-prefixed protobuf message.
///
/// Source: `dht.proto` of go-libp2p-kad-dht, with what the reference v0.5.0 leaves out.
public struct KademliaMessage: Sendable, Hashable {
  /// What a message is about.
  public enum Kind: UInt64, Sendable, Hashable, CaseIterable {
    case putValue = 0
    case getValue = 1
    case addProvider = 2
    case getProviders = 3
    case findNode = 4
    case ping = 5
  }

  /// What the sender knows of its connection with a peer that it names.
  public enum Connection: UInt64, Sendable, Hashable {
    case notConnected = 0
    case connected = 1
    case canConnect = 2
    case cannotConnect = 3
  }

  /// A peer that a message names.
  public struct Peer: Sendable, Hashable {
    /// Who.
    public var id: PeerID
    /// Where; without `/p2p/` at the end.
    public var addresses: [Multiaddr]
    /// Whether the sender is connected with it.
    public var connection: Connection

    /// A peer.
    public init(id: PeerID, addresses: [Multiaddr], connection: Connection = .notConnected) {
      self.id = id
      self.addresses = addresses
      self.connection = connection
    }
  }

  /// What it is about.
  public var kind: Kind
  /// What is looked for or provided: the bytes of a peer id or of a content id. Nil if absent.
  public var key: [UInt8]?
  /// A record, undecoded: this node neither stores nor looks up values.
  public var record: [UInt8]?
  /// Peers nearer to the key.
  public var closerPeers: [Peer]
  /// Who has what is looked for.
  public var providers: [Peer]
  /// The level as it is on the wire; 0 is not written. Nobody uses another.
  public var level: UInt64

  /// A message.
  public init(
    _ kind: Kind, key: [UInt8]? = nil, closerPeers: [Peer] = [], providers: [Peer] = [], record: [UInt8]? = nil, level: UInt64 = 0
  ) {
    self.kind = kind
    self.key = key
    self.closerPeers = closerPeers
    self.providers = providers
    self.record = record
    self.level = level
  }
}
