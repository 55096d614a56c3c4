import ChainTypes
import Primitives
import RollDPoS
import Testing

@Suite struct ConsensusMachineLocksTests {
  private static let second = MachineNetwork.second

  /// A network in whose first round two delegates saw enough endorsements to lock, and nobody heard of it.
  private func network(rotates: Bool) throws -> (network: MachineNetwork, locked: [Int], block: Hash256) {
    let network = try MachineNetwork(4, rotates: rotates)
    let proposer = try network.proposer(1)
    let locked = Array((0..<4).filter { $0 != proposer }.prefix(2))
    network.delay = { [unowned network] _, to, message in
      guard network.now < 19 * Self.second, message.topic != nil else { return 1_000_000 }
      return message.topic == .proposal && locked.contains(to) ? 1_000_000 : nil
    }
    network.start()
    network.run(until: 19 * Self.second)
    let block = try #require(network.nodes[locked[0]].machine.lock?.block.hash)
    #expect(network.nodes.map { $0.machine.lock?.block.hash == block } == (0..<4).map { locked.contains($0) })
    return (network, locked, block)
  }

  @Test(arguments: [true, false])
  func `takes over the lock that others show, and commits its block two rounds later`(rotates: Bool) throws {
    let (network, _, block) = try network(rotates: rotates)
    network.run(until: 26 * Self.second)
    #expect(network.nodes.allSatisfy { $0.machine.lock?.block.hash == block || !$0.blocks.isEmpty })
    network.run(until: 31 * Self.second)
    #expect(network.nodes.allSatisfy { $0.blocks.first?.hash == block })
  }

  @Test func `shows a lock after a restart too`() throws {
    let (network, locked, block) = try network(rotates: false)
    for index in 0..<4 { network.stop(index) }
    for index in 0..<4 { network.restart(index) }
    network.run(until: 41 * Self.second)
    #expect(locked.allSatisfy { network.nodes[$0].blocks.first?.hash == block })
    #expect(network.nodes.allSatisfy { $0.blocks.first?.hash == block })
  }

  @Test func `signs one proposal in a round at most, its own or that of its lock`() throws {
    let (network, _, _) = try network(rotates: false)
    network.run(until: 35 * Self.second)
    var seen: Set<String> = []
    for (from, message) in network.sent {
      guard case .proposal = message.document else { continue }
      #expect(seen.insert("\(from) \(message.height) \(message.endorsement.timestamp)").inserted)
    }
  }

  @Test func `refuses a lock that is not proven, and one from each delegate in a round is enough`() throws {
    let (network, locked, block) = try network(rotates: false)
    network.run(until: 24 * Self.second + Self.second / 2)
    let shown = try #require(
      network.sent.first { sent in
        guard case .proposal(let proposal) = sent.message.document else { return false }
        return sent.from == locked[0] && proposal.block.hash == block
      }?.message)
    guard case .proposal(var proposal) = shown.document else { return }
    proposal.proofOfLock = Array(proposal.proofOfLock.prefix(2))
    let fresh = try MachineNetwork(4, rotates: false)
    fresh.delay = { _, _, _ in nil }
    fresh.start()
    fresh.run(until: 20 * Self.second + 1)
    let listener = try #require((0..<4).first { !locked.contains($0) })
    let weak = fresh.sign(proposal, by: locked[0], at: 20 * Self.second)
    try fresh.inject(weak, to: listener)
    #expect(fresh.nodes[listener].observations.contains(.dropped(.missingProof)))
    try fresh.inject(shown, to: listener)
    #expect(fresh.nodes[listener].observations.contains(.dropped(.tooMany)))
  }
}

extension MachineNetwork {
  /// A proposal of any node, in turn or not.
  fileprivate func sign(_ proposal: BlockProposal, by index: Int, at date: Int64) -> ConsensusMessage {
    ConsensusMessage(
      height: proposal.block.height,
      endorsement: .sign(documentHash: proposal.documentHash, at: Self.moment(date), with: nodes[index].key), document: .proposal(proposal))
  }
}
