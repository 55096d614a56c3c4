public import Primitives

/// The names under which the nodes of one network find each other (`p2p/agent.go`).
///
/// All of them end in the last ten bytes of the genesis hash, so that nodes of different networks never talk.
public struct NetworkNames: Hashable, Sendable {
  /// The last ten bytes of the genesis hash, in lower-case hex.
  public let suffix: String

  /// The names of the network with a genesis hash.
  public init(genesisHash: Hash256) {
    suffix = String(genesisHash.hex.suffix(20))
  }

  /// The gossip topic of actions, blocks and consensus messages.
  public var broadcastTopic: String { "broadcast" + suffix }
  /// The protocol of streams that carry one message each. It has no leading slash.
  public var unicastProtocol: String { "unicast" + suffix }
  /// This client's own protocol for ranges of blocks on one stream, see ``SyncFrame``. v0.5.0 does not know it.
  public var blockStreamProtocol: String { "/iotex-swift/blocks/1.0.0/" + suffix }
}
