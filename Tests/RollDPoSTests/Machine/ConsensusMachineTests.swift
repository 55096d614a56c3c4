import ChainCrypto
import ChainTypes
import Primitives
@_spi(Faults) import RollDPoS
import Testing

@Suite struct ConsensusMachineTests {
  private static let second = MachineNetwork.second

  @Test(arguments: [4, 24]) func `agrees on a block in every interval`(count: Int) throws {
    let network = try MachineNetwork(count)
    network.start()
    network.run(until: 52 * Self.second)
    for node in network.nodes {
      #expect(node.blocks.map(\.hash) == network.nodes[0].blocks.map(\.hash))
      #expect(node.blocks.count == 5)
      #expect(!node.observations.contains { if case .roundMissed = $0 { true } else { false } })
    }
    let verifier = FooterVerifier(timing: network.timing, countsOnlyDelegates: true)
    var previousCommit: Timestamp?
    for block in network.nodes[0].blocks {
      try verifier.verify(block, roster: network.roster, previousCommit: previousCommit)
      previousCommit = block.footer.commitTime
    }
  }

  @Test func `takes the turns in the order of the roster`() throws {
    let network = try MachineNetwork(4)
    network.start()
    network.run(until: 42 * Self.second)
    for block in network.nodes[0].blocks {
      #expect(block.header.producer.address.bech32 == network.roster.proposer(at: block.height, round: 0))
    }
  }

  @Test func `dates votes by the ends of the steps, and the footer by its commits`() throws {
    let network = try MachineNetwork(4)
    network.start()
    network.run(until: 11 * Self.second)
    let dates = Set(network.sent.map { ($0.message.topic?.rawValue ?? -1, $0.message.endorsement.timestamp) }.map { "\($0.0) \($0.1)" })
    #expect(
      dates == [
        "-1 \(MachineNetwork.moment(10 * Self.second))", "0 \(MachineNetwork.moment(14 * Self.second))",
        "1 \(MachineNetwork.moment(16 * Self.second))", "2 \(MachineNetwork.moment(18 * Self.second))",
      ])
    #expect(network.nodes[0].blocks.first?.footer.commitTime == MachineNetwork.moment(18 * Self.second))
    #expect(network.nodes[0].blocks.first?.header.timestamp == MachineNetwork.moment(10 * Self.second))
  }

  @Test func `decides as soon as the votes are there`() throws {
    let network = try MachineNetwork(4)
    network.start()
    // Three votes, each a millisecond on its way: the proposal came before the round.
    network.run(until: 10 * Self.second + 3_000_000)
    #expect(network.nodes.allSatisfy { $0.blocks.count == 1 })
    let firstVote = try #require(network.sent.firstIndex { $0.message.topic != nil })
    #expect(network.sent[..<firstVote].map(\.message.topic) == [nil])
  }

  @Test func `goes on without a third, and not without more`() throws {
    let network = try MachineNetwork(7)
    for index in 0..<2 { network.stop(index) }
    network.start()
    for index in 0..<2 { network.stop(index) }
    network.run(until: 200 * Self.second)
    #expect(network.nodes[6].blocks.count >= 10)
    network.stop(2)
    let before = network.nodes[6].blocks.count
    network.run(until: 400 * Self.second)
    #expect(network.nodes[6].blocks.count == before)
  }

  @Test func `passes the turn on when the proposer is silent`() throws {
    let network = try MachineNetwork(4)
    network.start()
    let silent = try network.proposer(1)
    network.stop(silent)
    network.run(until: 22 * Self.second)
    let other = try network.proposer(1, 1)
    #expect(network.nodes[other].blocks.first?.header.producer.address == network.keys[other].publicKey.address)
    #expect(network.nodes[other].observations.contains(.roundMissed(ConsensusRound(height: 1, number: 0))))
    let votes = network.sent.filter { $0.message.endorsement.timestamp == MachineNetwork.moment(14 * Self.second) }
    #expect(votes.count == 3)
    #expect(votes.allSatisfy { $0.message.target == .nothing })
  }

  @Test func `keeps waiting for one delegate where turns do not rotate with rounds`() throws {
    let network = try MachineNetwork(4, rotates: false)
    network.start()
    let silent = try network.proposer(1)
    network.stop(silent)
    network.run(until: 45 * Self.second)
    #expect(network.nodes.allSatisfy { $0.blocks.isEmpty })
    network.restart(silent)
    network.run(until: 61 * Self.second)
    #expect(network.nodes.allSatisfy { $0.blocks.first?.header.producer.address == network.keys[silent].publicKey.address })
  }

  @Test func `endorses nothing in place of an invalid block`() throws {
    let network = try MachineNetwork(4)
    let proposer = try network.proposer(1)
    network.invalid = [network.block(by: proposer, at: 10 * Self.second).hash]
    network.start()
    network.run(until: 15 * Self.second)
    let votes = network.sent.filter { $0.message.topic == .proposal && $0.from != proposer }
    #expect(votes.count == 3)
    #expect(votes.allSatisfy { $0.message.target == .nothing })
    network.run(until: 21 * Self.second)
    #expect(network.nodes.allSatisfy { $0.blocks.count == 1 })
  }

  @Test func `commits in a later round what was locked in an earlier one, with its proof`() throws {
    let network = try MachineNetwork(4)
    // In round 0 everybody locks, and no lock endorsement arrives.
    network.delay = { _, _, message in
      message.topic == .lock && message.endorsement.timestamp == MachineNetwork.moment(16 * Self.second) ? nil : 1_000_000
    }
    network.start()
    network.run(until: 15 * Self.second)
    #expect(network.nodes.allSatisfy { $0.machine.lock != nil })
    network.run(until: 21 * Self.second)
    let first = try network.proposer(1)
    let second = try network.proposer(1, 1)
    let committed = try #require(network.nodes[0].blocks.first)
    #expect(network.nodes.allSatisfy { $0.blocks.first?.hash == committed.hash })
    #expect(committed.header.producer.address == network.keys[first].publicKey.address)
    let again = try #require(network.sent.first { $0.from == second && $0.message.topic == nil }?.message)
    guard case .proposal(let proposal) = again.document else { return }
    #expect(proposal.proofOfLock.count >= 3)
    // The commits' dates are of round 1, and so is the footer's.
    #expect(committed.footer.commitTime == MachineNetwork.moment(28 * Self.second))
  }

  @Test func `does not lose a lock to a new block without proof`() throws {
    let network = try MachineNetwork(4)
    let first = try network.proposer(1)
    let second = try network.proposer(1, 1)
    let last = try network.proposer(1, 3)
    // Only the first proposer sees enough endorsements in round 0.
    network.delay = { _, to, message in
      message.endorsement.timestamp < MachineNetwork.moment(20 * Self.second) && message.topic != nil && to != first ? nil : 1_000_000
    }
    network.start()
    network.run(until: 19 * Self.second)
    let locked = try #require(network.nodes[first].machine.lock)
    #expect(network.nodes[second].machine.lock == nil)
    network.stop(last)
    network.run(until: 25 * Self.second)
    // The next proposer is not locked and proposes its own; the locked delegate endorses its lock instead.
    let votes = network.sent.filter {
      $0.message.topic == .proposal && $0.message.endorsement.timestamp == MachineNetwork.moment(24 * Self.second)
    }
    #expect(votes.first { $0.from == first }?.message.target == .block(locked.block.hash))
    #expect(votes.first { $0.from == second }?.message.target != .block(locked.block.hash))
    #expect(network.nodes.allSatisfy { $0.blocks.isEmpty })
  }

  @Test func `gives up a lock when the others agree on something else`() throws {
    let network = try MachineNetwork(4)
    let first = try network.proposer(1)
    network.delay = { _, to, message in
      message.endorsement.timestamp < MachineNetwork.moment(20 * Self.second) && message.topic != nil && to != first ? nil : 1_000_000
    }
    network.start()
    network.run(until: 19 * Self.second)
    let locked = try #require(network.nodes[first].machine.lock)
    network.run(until: 21 * Self.second)
    let committed = try #require(network.nodes[first].blocks.first)
    #expect(committed.hash != locked.block.hash)
    #expect(network.nodes.allSatisfy { $0.blocks.map(\.hash) == [committed.hash] })
  }

  @Test func `is unlocked by more than two thirds for nothing`() throws {
    let network = try MachineNetwork(7)
    let lone = try network.proposer(1)
    network.delay = { _, to, message in
      let date = message.endorsement.timestamp
      if date < MachineNetwork.moment(20 * Self.second) { return message.topic != nil && to != lone ? nil : 1_000_000 }
      // In round 1 no proposal arrives.
      return date < MachineNetwork.moment(30 * Self.second) && message.topic == nil ? nil : 1_000_000
    }
    network.start()
    network.run(until: 19 * Self.second)
    #expect(network.nodes[lone].machine.lock != nil)
    let second = try network.proposer(1, 1)
    network.stop(second)
    network.run(until: 25 * Self.second)
    #expect(network.nodes[lone].machine.lock == nil)
    #expect(network.nodes[lone].observations.contains(.unlocked(ConsensusRound(height: 1, number: 1))))
  }

  @Test func `sends its commit again and takes commits of other rounds`() throws {
    let network = try MachineNetwork(4)
    let late = try network.proposer(1, 2)
    // Nobody hears of the commits in rounds 0 and 1, but for the repetitions later on.
    network.delay = { [unowned network] _, _, message in
      message.topic == .commit && network.now < 23 * Self.second ? nil : 1_000_000
    }
    network.start()
    network.run(until: 19 * Self.second)
    #expect(network.nodes.allSatisfy { $0.blocks.isEmpty && $0.machine.committed != nil })
    network.run(until: 25 * Self.second)
    #expect(network.nodes.allSatisfy { $0.blocks.count == 1 })
    #expect(network.nodes[late].blocks.first?.footer.commitTime == MachineNetwork.moment(18 * Self.second))
  }

  @Test func `goes on after a standstill of the whole network`() throws {
    let network = try MachineNetwork(4)
    network.start()
    network.run(until: 21 * Self.second)
    let chains = network.nodes.map(\.blocks.count)
    #expect(chains == [2, 2, 2, 2])
    for index in 0..<4 { network.stop(index) }
    network.run(until: 333 * Self.second)
    for index in 0..<4 { network.restart(index) }
    network.run(until: 365 * Self.second)
    #expect(network.nodes.allSatisfy { $0.blocks.count >= 4 })
  }

  @Test func `gives the same answers to the same events`() throws {
    let networks = [try MachineNetwork(4), try MachineNetwork(4)]
    for network in networks {
      network.start()
      network.run(until: 33 * Self.second)
    }
    #expect(networks[0].nodes.map(\.machine) == networks[1].nodes.map(\.machine))
  }
}
