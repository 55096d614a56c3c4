internal import Chain
internal import ChainCrypto
internal import ChainTypes
internal import Primitives
internal import ProtocolKit
internal import State

extension Adversary {
  /// Another valid block for the same place, with other actions; nil when none can be made now.
  func alternative(to block: Block) -> Block? {
    let users = block.actions.filter { !$0.envelope.payload.kind.isSystem }
    let replacement: [Address: [SealedAction]] = users.isEmpty ? ownTransfer() : [:]
    let minter = BlockMinter(chain: host.chain, key: host.key)
    guard let minted = try? minter.mint(at: block.header.timestamp, actions: { _ in ActionQueue(replacement) }) else { return nil }
    let other = minted.executed.block
    return other.height == block.height && other.hash != block.hash ? other : nil
  }

  /// A transfer of nothing to itself, which costs nothing.
  private func ownTransfer() -> [Address: [SealedAction]] {
    let sender = host.key.publicKey.address
    guard let view = try? host.chain.view(), let account = try? view.account(sender) else { return [:] }
    let transfer = Transfer(amount: WireInteger(.zero), recipient: sender.bech32, payload: [])
    let envelope = Envelope(
      nonce: account.nonce + 1, gasLimit: 20_000, gasPrice: WireInteger(.zero), payload: .transfer(transfer))
    return [sender: [SealedAction.sign(envelope, with: host.key)]]
  }

  /// A block that is rightly signed and wrong inside.
  func spoilt(_ block: Block) -> Block? {
    guard block.header.producer == host.key.publicKey else { return nil }
    var core = block.header.core
    var actions = block.actions
    let junk = Keccak256.hash(random { $0.bytes(8) })
    switch random({ $0.below(6) }) {
    case 0: core.deltaStateDigest = junk
    case 1: core.receiptRoot = junk
    case 2: core.txRoot = junk
    case 3: core.previousHash = junk
    case 4:
      // Leaves out its own reward, or says it twice.
      if random({ $0.chance(perMillion: 500_000) }) { _ = actions.popLast() } else { actions += actions.suffix(1) }
      core.txRoot = MerkleTree.root(actions.map(\.hash))
    default:
      // A transfer of what the node does not have.
      let transfer = Transfer(
        amount: WireInteger(U256(1) &+ DelegateNetwork.userBalance), recipient: host.key.publicKey.address.bech32, payload: [])
      let envelope = Envelope(nonce: 1, gasLimit: 20_000, gasPrice: WireInteger(U256(1)), payload: .transfer(transfer))
      actions.insert(SealedAction.sign(envelope, with: host.key), at: 0)
      core.txRoot = MerkleTree.root(actions.map(\.hash))
    }
    host.environment.record(.misbehaved, "proposes an invalid block", number: block.height)
    return Block(header: .sign(core, with: host.key), actions: actions, footer: block.footer)
  }

  /// The proposal with a time that is not the round's, or sent when it is not its time.
  func untimely(_ proposal: BlockProposal, _ message: ConsensusMessage) -> [AdversaryMessage] {
    let interval = Int64(host.network.shape.blockInterval)
    let time = message.endorsement.timestamp
    host.environment.record(.misbehaved, "proposes at a wrong time", number: message.height)
    switch random({ $0.below(4) }) {
    case 0:
      return [AdversaryMessage(packet: Packet(message), receivers: nil, delay: random { $0.within(0...UInt64(2 * interval)) })]
    case 1:
      let shift = Int64(random { $0.within(0...UInt64(6 * interval)) }) - 3 * interval
      return [everyone(sign(proposal, at: time.adding(nanoseconds: shift) ?? time))]
    default:
      guard proposal.block.header.producer == host.key.publicKey else { return [everyone(message)] }
      let shift = Int64(random { $0.within(1...UInt64(5 * interval)) }) - 2 * interval
      var core = proposal.block.header.core
      core.timestamp = core.timestamp.adding(nanoseconds: shift) ?? core.timestamp
      let block = Block(header: .sign(core, with: host.key), actions: proposal.block.actions, footer: proposal.block.footer)
      let date = random { $0.chance(perMillion: 500_000) } ? time : core.timestamp
      return [everyone(sign(BlockProposal(block: block), at: date))]
    }
  }

  /// A block with a footer that proves nothing, or not what it seems to.
  func forged() -> Block? {
    var candidates = proposals.values.sorted { $0.hash < $1.hash }
    if let view = try? host.chain.view(), view.head.height > 0, let tip = try? view.blocks.block(at: view.head.height) {
      candidates.append(tip)
    }
    guard let block = random({ $0.pick(candidates) }) else { return nil }
    let known = votes[block.hash] ?? []
    let time = block.header.timestamp
    let commit = ConsensusVote(blockHash: block.hash.bytes, topic: .commit)
    var endorsements: [Endorsement]
    var commitTime = block.footer.commitTime.isValid && !block.footer.endorsements.isEmpty ? block.footer.commitTime : time
    switch random({ $0.below(6) }) {
    case 0: endorsements = []
    case 1:
      let one = Endorsement.sign(documentHash: commit.documentHash, at: time, with: host.key)
      endorsements = Array(repeating: one, count: host.network.shape.delegates)
    case 2: endorsements = known.map(\.endorsement)
    case 3:
      endorsements = (0..<host.network.shape.delegates).map {
        .sign(documentHash: commit.documentHash, at: time, with: SimulationKeys.outsider($0))
      }
    case 4:
      endorsements = host.network.addresses.indices.map {
        Endorsement(timestamp: time, endorser: SimulationKeys.node($0).publicKey, signature: random { $0.bytes(64) } + [0])
      }
    default:
      // What the delegates did sign, with another commit time, which nobody signs.
      endorsements = block.footer.endorsements.isEmpty ? known.filter { $0.topic == .commit }.map(\.endorsement) : block.footer.endorsements
      let shift = Int64(random { $0.within(0...8 * host.network.shape.blockInterval) })
      commitTime = commitTime.adding(nanoseconds: shift - 4 * Int64(host.network.shape.blockInterval)) ?? commitTime
    }
    host.environment.record(.misbehaved, "forges a footer", number: block.height)
    return block.finalized(with: BlockFooter(endorsements: endorsements, commitTime: commitTime))
  }
}
