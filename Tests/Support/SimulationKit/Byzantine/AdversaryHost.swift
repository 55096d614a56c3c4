internal import Chain
internal import ChainCrypto
internal import ChainTypes

/// What an adversary has of the node that it controls.
protocol AdversaryHost: AnyObject {
  /// The node's chain.
  var chain: Chain { get }
  /// The node's key.
  var key: PrivateKey { get }
  /// The network.
  var network: DelegateNetwork { get }
  /// The node's place in the world.
  var environment: NodeEnvironment { get }
}

/// A message that an adversary sends in place of, or besides, what its node would send.
struct AdversaryMessage {
  /// What is sent.
  var packet: Packet
  /// To whom; nil for all.
  var receivers: [Int]?
  /// How much later, in nanoseconds.
  var delay: UInt64 = 0
}

extension Packet {
  /// A consensus message.
  init(_ message: ConsensusMessage) {
    let label: StaticString =
      switch message.document {
      case .proposal: "proposal"
      case .vote(let vote):
        switch vote.topic {
        case .proposal: "vote PROPOSAL"
        case .lock: "vote LOCK"
        case .commit: "vote COMMIT"
        }
      }
    self.init(.consensus, message.encoded, label: label, number: message.height)
  }

  /// A block that is announced.
  init(announcing block: Block) { self.init(.block, block.encoded, label: "block", number: block.height) }
}
