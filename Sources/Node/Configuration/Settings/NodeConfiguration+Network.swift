extension NodeConfiguration {
  /// How connections between peers are secured.
  public enum ConnectionSecurity: String, Sendable, CaseIterable {
    /// Noise XX, which today's libp2p speaks.
    case noise
    /// secio, which v0.5.0 speaks.
    case secio
  }

  /// Peers: where to listen, whom to know, how much to take.
  public struct NetworkSettings: Sendable, Hashable {
    /// The address to listen on; `network.host`.
    public let host: String
    /// The port to listen on, 0 for a free one; `network.port`.
    public let port: UInt16
    /// Whether somebody chose the port: then the node listens even if it knows nobody to begin with.
    public let isPortGiven: Bool
    /// The address under which others reach this node; nil for the one it listens on. `network.externalHost`.
    public let externalHost: String?
    /// The port that belongs to it; `network.externalPort`.
    public let externalPort: UInt16
    /// Multiaddresses, with peer ids, of nodes to begin with; `network.bootstrapNodes`.
    public let bootstrapNodes: [String]
    /// The file with this node's key; nil for `p2p.key` in the data directory. `network.keyPath`, this project's own.
    public let keyPath: String?
    /// A text that the node's key is derived from as the reference does, for peer ids that people have written down; anybody who knows it, or
    /// guesses it, can pretend to be this node. Nil for a random key. `network.masterKey`.
    public let masterKey: Secret?
    /// How connections may be secured, the preferred way first; `network.security`, this project's own.
    public let security: [ConnectionSecurity]
    /// Whether actions go out many to a message, which nodes of v0.5.0 do not understand; `network.sendsActionLists`, this project's own.
    public let sendsActionLists: Bool
    /// The longest message to everybody, a block as a rule; nodes of v0.5.0 take a MiB. `network.maxMessageBytes`, this project's own.
    public let maxMessageBytes: Int
    /// Messages per second that a peer may send, and how many at once; nil without limit. `network.rateLimit.peerAvg` and `peerBurst`.
    public let peerRate: Rate?
    /// Messages per second from all peers together that are meant for this node alone; nil without limit. `network.rateLimit.globalUnicastAvg`
    /// and `globalUnicastBurst`.
    public let unicastRate: Rate?

    /// A limit in messages.
    public struct Rate: Sendable, Hashable {
      /// On average, per second.
      public let average: Int
      /// At once.
      public let burst: Int
    }

    init(_ entries: ConfigurationEntries, security: [ConnectionSecurity]) {
      host = entries.text("network.host")
      port = entries.integer("network.port")
      isPortGiven = entries.origin("network.port") != .builtIn
      externalHost = entries.optionalText("network.externalHost")
      externalPort = entries.integer("network.externalPort")
      bootstrapNodes = entries.list("network.bootstrapNodes")
      keyPath = entries.optionalText("network.keyPath")
      masterKey = entries.optionalText("network.masterKey").map(Secret.init)
      self.security = security
      sendsActionLists = entries.boolean("network.sendsActionLists")
      maxMessageBytes = entries.integer("network.maxMessageBytes")
      let isLimited = entries.boolean("network.enableRateLimit")
      func rate(_ average: String, _ burst: String) -> Rate? {
        isLimited
          ? Rate(average: entries.integer("network.rateLimit.\(average)"), burst: entries.integer("network.rateLimit.\(burst)")) : nil
      }
      peerRate = rate("peerAvg", "peerBurst")
      unicastRate = rate("globalUnicastAvg", "globalUnicastBurst")
    }
  }
}
