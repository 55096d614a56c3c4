import ChainCrypto
import ChainTypes
import Primitives
@_spi(Faults) import RollDPoS
import Testing

/// What a machine does with single messages. Node 0 is watched; nobody hears anybody.
@Suite struct ConsensusMachineMessagesTests {
  private static let second = MachineNetwork.second

  /// A network in the first round of the first height, in which all messages are lost.
  private func silence(_ count: Int = 4, at moment: Int64 = 10, faults: ConsensusFaults = .none) throws -> MachineNetwork {
    let network = try MachineNetwork(count, faults: faults)
    network.delay = { _, _, _ in nil }
    network.start()
    network.run(until: moment * Self.second + 1)
    return network
  }

  /// The reasons for which node 0 dropped messages.
  private func refusals(_ network: MachineNetwork) -> [MessageRefusal] {
    network.nodes[0].observations.compactMap { if case .dropped(let refusal) = $0 { refusal } else { nil } }
  }

  /// A network in which node 0 waits for another's proposal.
  private func listener(_ count: Int = 4) throws -> (network: MachineNetwork, proposer: Int) {
    // Delegates are drawn; the watched one must not have the turn.
    let network = try silence(count)
    let proposer = try network.proposer(1)
    try #require(proposer != 0)
    return (network, proposer)
  }

  @Test func `keeps votes that come before their block`() throws {
    let (network, proposer) = try listener()
    let block = network.block(by: proposer, at: 10 * Self.second)
    for index in 1..<4 { try network.inject(network.vote(.proposal, block.hash, by: index, height: 1, at: 14 * Self.second), to: 0) }
    #expect(network.nodes[0].machine.lock == nil)
    try network.inject(network.proposal(block, by: proposer, at: 10 * Self.second), to: 0)
    #expect(network.nodes[0].machine.lock?.block.hash == block.hash)
    #expect(network.sent.contains { $0.from == 0 && $0.message.topic == .lock })
  }

  @Test func `keeps messages of the next rounds, and drops those of later and past ones`() throws {
    let (network, _) = try listener()
    let hash = Keccak256.hash([1])
    for round in 0...4 as ClosedRange<Int64> {
      try network.inject(network.vote(.proposal, hash, by: 1, height: 1, at: (14 + 10 * round) * Self.second), to: 0)
    }
    #expect(refusals(network) == [.futureRound, .futureRound])
    network.run(until: 20 * Self.second + 1)
    try network.inject(network.vote(.proposal, hash, by: 2, height: 1, at: 14 * Self.second), to: 0)
    try network.inject(network.vote(.lock, hash, by: 2, height: 1, at: 16 * Self.second), to: 0)
    #expect(refusals(network).suffix(2) == [.staleRound, .staleRound])
    // A commit of a past round counts.
    try network.inject(network.vote(.commit, hash, by: 2, height: 1, at: 18 * Self.second), to: 0)
    #expect(refusals(network).count == 4)
  }

  @Test func `counts what came for the next round when it begins`() throws {
    let (network, _) = try listener()
    let next = try network.proposer(1, 1)
    try #require(next != 0)
    let block = network.block(by: next, at: 20 * Self.second)
    try network.inject(network.proposal(block, by: next, at: 20 * Self.second), to: 0)
    for index in 1..<4 { try network.inject(network.vote(.proposal, block.hash, by: index, height: 1, at: 24 * Self.second), to: 0) }
    #expect(network.nodes[0].machine.lock == nil)
    network.run(until: 20 * Self.second + 1)
    #expect(network.nodes[0].machine.lock?.block.hash == block.hash)
  }

  @Test func `keeps a few messages of the next height, and asks for the blocks that it misses`() throws {
    let (network, _) = try listener()
    for index in 0..<40 {
      try network.inject(network.vote(.proposal, Keccak256.hash([UInt8(index)]), by: 1, height: 2, at: 24 * Self.second), to: 0)
    }
    #expect(refusals(network).count(where: { $0 == .tooMany }) == 40 - 12)
    #expect(network.nodes[0].synchronizations == [1])
    try network.inject(network.vote(.proposal, nil, by: 2, height: .max, at: 24 * Self.second), to: 0)
    #expect(refusals(network).last == .futureHeight)
    #expect(network.nodes[0].synchronizations == [1])
  }

  @Test func `asks for a decided block that it does not have`() throws {
    let (network, _) = try listener()
    let hash = Keccak256.hash([1])
    for index in 1..<4 { try network.inject(network.vote(.commit, hash, by: index, height: 1, at: 18 * Self.second), to: 0) }
    #expect(network.nodes[0].synchronizations == [1])
    #expect(network.nodes[0].blocks.isEmpty)
  }

  @Test func `commits at once with a block and enough commits`() throws {
    let (network, proposer) = try listener()
    let block = network.block(by: proposer, at: 10 * Self.second)
    for index in 1..<4 { try network.inject(network.vote(.commit, block.hash, by: index, height: 1, at: 18 * Self.second), to: 0) }
    try network.inject(network.proposal(block, by: proposer, at: 10 * Self.second), to: 0)
    #expect(network.nodes[0].blocks.map(\.hash) == [block.hash])
  }

  @Test func `counts nobody but delegates`() throws {
    let (network, proposer) = try listener()
    let block = network.block(by: proposer, at: 10 * Self.second)
    try network.inject(network.proposal(block, by: proposer, at: 10 * Self.second), to: 0)
    let vote = ConsensusVote(blockHash: block.hash.bytes, topic: .proposal)
    for secret in 1...9 as ClosedRange<UInt8> {
      let stranger = try PrivateKey([UInt8](repeating: 0, count: 30) + [9, secret])
      let message = ConsensusMessage(
        height: 1, endorsement: .sign(documentHash: vote.documentHash, at: MachineNetwork.moment(14 * Self.second), with: stranger),
        document: .vote(vote))
      try network.inject(message, to: 0)
      #expect(network.nodes[0].machine.refusal(of: message) == .notADelegate)
    }
    #expect(network.nodes[0].machine.lock == nil)
    #expect(refusals(network) == Array(repeating: .notADelegate, count: 9))
  }

  @Test func `drops what it knows, before looking at the signature`() throws {
    let (network, _) = try listener()
    let message = network.vote(.proposal, Keccak256.hash([1]), by: 1, height: 1, at: 14 * Self.second)
    #expect(network.nodes[0].machine.refusal(of: message) == nil)
    try network.inject(message, to: 0)
    #expect(network.nodes[0].machine.refusal(of: message) == .duplicate)
    try network.inject(message, to: 0)
    #expect(refusals(network) == [.duplicate])
  }

  @Test func `reports a delegate that votes for two blocks, when it knows both`() throws {
    let (network, proposer) = try listener()
    let blocks = [1, 2].map { network.block(by: proposer, at: 10 * Self.second, salt: $0) }
    for block in blocks { try network.inject(network.vote(.lock, block.hash, by: 1, height: 1, at: 16 * Self.second), to: 0) }
    try network.inject(network.proposal(blocks[0], by: proposer, at: 10 * Self.second), to: 0)
    #expect(network.nodes[0].equivocations.isEmpty)
    try network.inject(network.proposal(blocks[1], by: proposer, at: 10 * Self.second), to: 0)
    #expect(network.nodes[0].equivocations.map(\.kind) == [.block, .lock])
    let evidence = try #require(network.nodes[0].equivocations.last)
    #expect(evidence.delegate == network.keys[1].publicKey.address)
    #expect(evidence.first.target != evidence.second.target)
    #expect(evidence.first.verifySignature() && evidence.second.verifySignature())
  }

  @Test func `bounds what it keeps of a delegate, and believes no votes for blocks that nobody has`() throws {
    let (network, _) = try listener()
    for salt in 0..<9 as Range<UInt8> {
      try network.inject(network.vote(.lock, Keccak256.hash([salt]), by: 1, height: 1, at: 16 * Self.second), to: 0)
    }
    #expect(refusals(network) == Array(repeating: .tooMany, count: 6))
    // They may have been cast at another height.
    #expect(network.nodes[0].equivocations.isEmpty)
  }

  @Test func `does not call it cheating to vote differently in another round`() throws {
    let (network, _) = try listener()
    try network.inject(network.vote(.lock, Keccak256.hash([1]), by: 1, height: 1, at: 16 * Self.second), to: 0)
    try network.inject(network.vote(.lock, Keccak256.hash([2]), by: 1, height: 1, at: 26 * Self.second), to: 0)
    #expect(network.nodes[0].equivocations.isEmpty)
  }

  @Test func `calls it cheating to commit two blocks in whatever rounds`() throws {
    let (network, proposer) = try listener()
    let blocks = [1, 2].map { network.block(by: proposer, at: 10 * Self.second, salt: $0) }
    for block in blocks { try network.inject(network.proposal(block, by: proposer, at: 10 * Self.second), to: 0) }
    try network.inject(network.vote(.commit, blocks[0].hash, by: 1, height: 1, at: 18 * Self.second), to: 0)
    try network.inject(network.vote(.commit, blocks[1].hash, by: 1, height: 1, at: 28 * Self.second), to: 0)
    #expect(network.nodes[0].equivocations.map(\.kind) == [.block, .commit])
  }

  @Test func `endorses the first of two proposals, and reports both`() throws {
    let (network, proposer) = try listener()
    let blocks = (1...5).map { network.block(by: proposer, at: 10 * Self.second, salt: $0) }
    for block in blocks { try network.inject(network.proposal(block, by: proposer, at: 10 * Self.second), to: 0) }
    #expect(network.nodes[0].equivocations.map(\.kind) == [.block, .block])
    #expect(refusals(network) == [.tooMany, .tooMany])
    let votes = network.sent.filter { $0.from == 0 && $0.message.topic == .proposal }
    #expect(votes.map(\.message.target) == [.block(blocks[0].hash)])
    // It can still commit the second one, if the others do.
    for index in 1..<4 { try network.inject(network.vote(.commit, blocks[1].hash, by: index, height: 1, at: 18 * Self.second), to: 0) }
    #expect(network.nodes[0].blocks.map(\.hash) == [blocks[1].hash])
  }

  @Test func `refuses proposals out of turn, on another parent, and dated after their round`() throws {
    let (network, proposer) = try listener()
    let other = try #require((1..<4).first { $0 != proposer })
    let early = network.block(by: other, at: 10 * Self.second)
    try network.inject(network.proposal(early, by: other, at: 10 * Self.second), to: 0)
    let foreign = network.block(by: other, at: 10 * Self.second)
    try network.inject(network.proposal(foreign, by: proposer, at: 10 * Self.second), to: 0)
    // The proposer's own next turn, four rounds later.
    let late = network.block(by: proposer, at: 50 * Self.second)
    try network.inject(network.proposal(late, by: proposer, at: 10 * Self.second), to: 0)
    let core = BlockHeaderCore(
      version: 1, height: 1, timestamp: MachineNetwork.moment(10 * Self.second), previousHash: Keccak256.hash([9]), txRoot: .zero,
      deltaStateDigest: .zero, receiptRoot: .zero)
    let orphan = Block(header: .sign(core, with: network.keys[proposer]), actions: [])
    try network.inject(network.proposal(orphan, by: proposer, at: 10 * Self.second), to: 0)
    #expect(refusals(network) == [.wrongProposer, .wrongProducer, .wrongProducer, .wrongParent])
  }

  @Test func `takes another delegate's block only with a proof by more than two thirds of the delegates`() throws {
    let (network, first) = try listener()
    network.run(until: 20 * Self.second + 1)
    let second = try network.proposer(1, 1)
    try #require(second != 0)
    let block = network.block(by: first, at: 10 * Self.second)
    func proof(_ topic: ConsensusVote.Topic, _ indices: [Int]) -> [Endorsement] {
      indices.map { network.vote(topic, block.hash, by: $0, height: 1, at: 14 * Self.second).endorsement }
    }
    let stranger = try PrivateKey([UInt8](repeating: 0, count: 30) + [9, 9])
    let vote = ConsensusVote(blockHash: block.hash.bytes, topic: .proposal)
    let strangers = [Endorsement.sign(documentHash: vote.documentHash, at: MachineNetwork.moment(14 * Self.second), with: stranger)]
    for bad in [
      [], proof(.proposal, [1, 2]), proof(.proposal, [1, 2, 2]), proof(.lock, [1, 2, 3]), proof(.proposal, [1, 2]) + strangers,
    ] {
      try network.inject(network.proposal(block, by: second, at: 20 * Self.second, proof: bad), to: 0)
    }
    #expect(refusals(network) == Array(repeating: .missingProof, count: 5))
    let good = proof(.proposal, [1, 2]) + proof(.commit, [3])
    try network.inject(network.proposal(block, by: second, at: 20 * Self.second, proof: good), to: 0)
    let vote1 = network.sent.last { $0.from == 0 && $0.message.topic == .proposal }
    #expect(vote1?.message.target == .block(block.hash))
  }

  /// Locks node 0 on the first proposer's block in round 0.
  private func locked() throws -> (network: MachineNetwork, block: Block) {
    let (network, first) = try listener()
    let block = network.block(by: first, at: 10 * Self.second)
    try network.inject(network.proposal(block, by: first, at: 10 * Self.second), to: 0)
    for index in 1..<4 { try network.inject(network.vote(.proposal, block.hash, by: index, height: 1, at: 14 * Self.second), to: 0) }
    #expect(network.nodes[0].machine.lock?.block.hash == block.hash)
    return (network, block)
  }

  @Test func `endorses its lock when another block comes, unless that was endorsed in a later round`() throws {
    let (network, block) = try locked()
    network.run(until: 30 * Self.second + 1)
    let second = try network.proposer(1, 1)
    let third = try network.proposer(1, 2)
    try #require(second != 0 && third != 0)
    let other = network.block(by: second, at: 20 * Self.second, salt: 7)
    func proof(at date: Int64) -> [Endorsement] {
      (1..<4).map { network.vote(.proposal, other.hash, by: $0, height: 1, at: date * Self.second).endorsement }
    }
    // A proof of the lock's own round releases nothing (and shows that a third of the delegates cheated).
    try network.inject(network.proposal(other, by: third, at: 30 * Self.second, proof: proof(at: 14)), to: 0)
    #expect(!network.sent.contains { $0.message.target == .block(other.hash) && $0.from == 0 })
    network.run(until: 35 * Self.second)
    let vote = network.sent.last { $0.from == 0 && $0.message.topic == .proposal }
    #expect(vote?.message.target == .block(block.hash))
    #expect(network.nodes[0].machine.lock?.block.hash == block.hash)
  }

  @Test func `is released by a proof of a later round`() throws {
    let (network, _) = try locked()
    network.run(until: 30 * Self.second + 1)
    let second = try network.proposer(1, 1)
    let third = try network.proposer(1, 2)
    let other = network.block(by: second, at: 20 * Self.second, salt: 7)
    let proof = (1..<4).map { network.vote(.proposal, other.hash, by: $0, height: 1, at: 24 * Self.second).endorsement }
    try network.inject(network.proposal(other, by: third, at: 30 * Self.second, proof: proof), to: 0)
    let vote = network.sent.last { $0.from == 0 && $0.message.topic == .proposal }
    #expect(vote?.message.target == .block(other.hash))
    for index in 1..<4 { try network.inject(network.vote(.proposal, other.hash, by: index, height: 1, at: 34 * Self.second), to: 0) }
    #expect(network.nodes[0].machine.lock?.block.hash == other.hash)
  }

  @Test func `is not released by a proof pieced together from several rounds`() throws {
    let (network, block) = try locked()
    network.run(until: 30 * Self.second + 1)
    let second = try network.proposer(1, 1)
    let third = try network.proposer(1, 2)
    let other = network.block(by: second, at: 20 * Self.second, salt: 7)
    let dates: [Int64] = [24, 24, 34]
    let proof = (1..<4).map { network.vote(.proposal, other.hash, by: $0, height: 1, at: dates[$0 - 1] * Self.second).endorsement }
    try network.inject(network.proposal(other, by: third, at: 30 * Self.second, proof: proof), to: 0)
    network.run(until: 35 * Self.second)
    let vote = network.sent.last { $0.from == 0 && $0.message.topic == .proposal }
    #expect(vote?.message.target == .block(block.hash))
  }

  @Test func `forgets its lock only when it is told to have that fault`() throws {
    var faults = ConsensusFaults()
    faults.forgetsLock = true
    let network = try silence(faults: faults)
    let first = try network.proposer(1)
    let block = network.block(by: first, at: 10 * Self.second)
    try network.inject(network.proposal(block, by: first, at: 10 * Self.second), to: 0)
    for index in 1..<4 { try network.inject(network.vote(.proposal, block.hash, by: index, height: 1, at: 14 * Self.second), to: 0) }
    #expect(network.nodes[0].machine.lock != nil)
    network.run(until: 20 * Self.second + 1)
    #expect(network.nodes[0].machine.lock == nil)
  }

  @Test func `refuses votes LOCK and COMMIT for nothing`() throws {
    let (network, _) = try listener()
    try network.inject(network.vote(.lock, nil, by: 1, height: 1, at: 16 * Self.second), to: 0)
    try network.inject(network.vote(.commit, nil, by: 1, height: 1, at: 18 * Self.second), to: 0)
    #expect(refusals(network) == [.meaningless, .meaningless])
  }

  @Test func `verifies signatures, hashes and heights before a message is anything`() throws {
    let (network, proposer) = try listener()
    let block = network.block(by: proposer, at: 10 * Self.second)
    var message = network.vote(.proposal, block.hash, by: 1, height: 1, at: 14 * Self.second)
    #expect(VerifiedConsensusMessage(verifying: message) != nil)
    message.document = .vote(ConsensusVote(blockHash: block.hash.bytes, topic: .lock))
    #expect(VerifiedConsensusMessage(verifying: message) == nil)
    let short = ConsensusVote(blockHash: [1, 2, 3], topic: .proposal)
    let odd = ConsensusMessage(
      height: 1, endorsement: .sign(documentHash: short.documentHash, at: MachineNetwork.moment(14 * Self.second), with: network.keys[1]),
      document: .vote(short))
    #expect(VerifiedConsensusMessage(verifying: odd) == nil)
    var proposal = network.proposal(block, by: proposer, at: 10 * Self.second)
    #expect(VerifiedConsensusMessage(verifying: proposal) != nil)
    proposal.height = 2
    #expect(VerifiedConsensusMessage(verifying: proposal) == nil)
    let unsigned = Block(
      header: BlockHeader(core: block.header.core, producer: block.header.producer, signature: [UInt8](repeating: 0, count: 65)),
      actions: [])
    #expect(VerifiedConsensusMessage(verifying: network.proposal(unsigned, by: proposer, at: 10 * Self.second)) == nil)
  }

  @Test func `stands down when its own key signs what it did not`() throws {
    let (network, proposer) = try listener()
    let echo = network.vote(.proposal, nil, by: 0, height: 1, at: 14 * Self.second)
    network.run(until: 15 * Self.second)
    #expect(network.sent.contains { $0.message == echo })
    try network.inject(echo, to: 0)
    #expect(!network.nodes[0].hasStoodDown)
    let block = network.block(by: proposer, at: 10 * Self.second)
    try network.inject(network.proposal(block, by: proposer, at: 10 * Self.second), to: 0)
    try network.inject(network.vote(.lock, block.hash, by: 0, height: 1, at: 16 * Self.second), to: 0)
    #expect(network.nodes[0].hasStoodDown)
    #expect(!network.nodes[0].machine.isActive)
  }

  @Test func `does not stand down for its own votes of another height, sent again under this one`() throws {
    let (network, _) = try listener()
    // A vote of a round below the first one, one for nothing, and one for a block of another height.
    try network.inject(network.vote(.proposal, Keccak256.hash([1]), by: 0, height: 1, at: 4 * Self.second), to: 0)
    try network.inject(network.vote(.proposal, nil, by: 0, height: 1, at: 24 * Self.second), to: 0)
    try network.inject(network.vote(.lock, Keccak256.hash([2]), by: 0, height: 1, at: 16 * Self.second), to: 0)
    #expect(!network.nodes[0].hasStoodDown)
    #expect(refusals(network).contains(.noRound))
  }

  @Test func `knows after a restart what it signed`() throws {
    let (network, proposer) = try listener()
    let block = network.block(by: proposer, at: 10 * Self.second)
    try network.inject(network.proposal(block, by: proposer, at: 10 * Self.second), to: 0)
    let vote = try #require(network.sent.last { $0.from == 0 }?.message)
    network.stop(0)
    network.restart(0)
    // It hears its own vote from others, and does not take it for somebody else's.
    try network.inject(vote, to: 0)
    #expect(!network.nodes[0].hasStoodDown)
    // It does not endorse nothing at the end of the wait, but says the same again.
    network.run(until: 15 * Self.second)
    let votes = network.sent.filter { $0.from == 0 && $0.message.topic == .proposal }
    #expect(votes.map(\.message) == [vote, vote])
  }

  @Test func `is not stopped by a commit time in the far future`() throws {
    let network = try MachineNetwork(4)
    let roster = network.roster
    network.tell(
      0,
      .head(
        ConsensusHead(
          height: 7, hash: Keccak256.hash([7]), timestamp: MachineNetwork.genesis, commitTime: Timestamp(seconds: 200_000_000_000),
          roster: roster)))
    network.run(until: 11 * Self.second)
    #expect(network.nodes[0].machine.round != nil)
  }

  @Test func `takes no part where it is no delegate, or the delegates are unknown, or it stands by`() throws {
    let network = try MachineNetwork(4)
    func head(_ roster: DelegateRoster?) -> ConsensusEvent {
      .head(ConsensusHead(height: 0, hash: .zero, timestamp: MachineNetwork.genesis, commitTime: MachineNetwork.genesis, roster: roster))
    }
    network.tell(0, head(nil))
    network.tell(1, head(network.roster))
    network.tell(1, .activity(false))
    network.run(until: 31 * Self.second)
    #expect(network.nodes[0].machine.round == nil)
    #expect(network.nodes[1].machine.round == nil)
    #expect(network.sent.isEmpty)
    network.tell(1, .activity(true))
    #expect(network.nodes[1].machine.round != nil)
  }
}
