import ActPool
import Chain
import ChainCrypto
import ChainTestSupport
import ChainTypes
@_spi(Faults) import Consensus
import Primitives
@_spi(Faults) import RollDPoS
import State
import Storage
import Testing

@Suite struct ConsensusDriverTests {
  private static let second = DelegateNetwork.second

  @Test func `makes one chain of blocks with the pool's actions`() throws {
    let network = try DelegateNetwork()
    let user = SampleNetwork.users[0]
    let action = SealedAction.transfer(from: user, to: SampleNetwork.users[1].publicKey.address, nonce: 1)
    for node in network.nodes { try node.pool.admit(action) }
    try network.startAll()
    try network.run(until: 35 * Self.second)
    for node in network.nodes {
      #expect(node.chain.head.height == 3)
      #expect(node.chain.head.hash == network.nodes[0].chain.head.hash)
      #expect(node.pool.count == 0)
      #expect(try node.chain.view().account(user.publicKey.address).nonce == 1)
      #expect(node.driver?.statistics.missedRounds == 0)
      #expect(node.driver?.statistics.height == 3)
    }
  }

  @Test func `announces what is decided, with a footer that verifies`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    try network.run(until: 15 * Self.second)
    let block = try #require(network.nodes[2].announced.first)
    #expect(block.footer.endorsements.count >= 3)
    let view = try network.nodes[2].chain.view()
    let parent = network.nodes[2].chain.parameters.genesisHead
    try network.nodes[2].chain.processor.verifyFooter(
      of: block, with: FooterVerifier(timing: network.timing, countsOnlyDelegates: true), parent: parent, reader: view.reader)
  }

  @Test func `goes on when a delegate is killed, and takes it in again`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    try network.run(until: 25 * Self.second)
    network.stop(3)
    try network.run(until: 125 * Self.second)
    let height = network.nodes[0].chain.head.height
    #expect(height >= 8)
    #expect(network.nodes[3].chain.head.height == 2)
    try network.start(3)
    try network.run(until: 135 * Self.second)
    #expect(!network.nodes[3].synchronizations.isEmpty)
    try network.synchronize(3, from: 0)
    try network.run(until: 165 * Self.second)
    #expect(network.nodes[3].chain.head == network.nodes[0].chain.head)
    #expect((network.nodes[3].driver?.statistics.decidedBlocks ?? 0) >= 1)
    #expect(network.doubleSignatures().isEmpty)
  }

  @Test(arguments: [1, 2]) func `goes on after a partition, within three rounds`(size: Int) throws {
    let network = try DelegateNetwork()
    try network.startAll()
    try network.run(until: 25 * Self.second)
    // Nobody has more than two thirds, or one is alone.
    network.delay = { from, to, _ in (from < size) == (to < size) ? 1_000_000 : nil }
    try network.run(until: 125 * Self.second)
    let heights = network.nodes.map(\.chain.head.height)
    if size == 2 { #expect(heights == [2, 2, 2, 2]) } else { #expect(heights[0] == 2 && heights[1] >= 8) }
    network.delay = { _, _, _ in 1_000_000 }
    if size == 1 {
      try network.run(until: 132 * Self.second)
      #expect(!network.nodes[0].synchronizations.isEmpty)
      try network.synchronize(0, from: 1)
    }
    let before = network.nodes.map(\.chain.head.height).max() ?? 0
    try network.run(until: 155 * Self.second)
    #expect(network.nodes.allSatisfy { $0.chain.head.height > before })
    #expect(Set(network.nodes.map(\.chain.head.hash)).count == 1)
    #expect(network.doubleSignatures().isEmpty)
  }

  /// Kills a node after it endorsed the block of round 0 and restarts it while the others propose something else.
  private func restartInRound(faults: ConsensusFaults) throws -> DelegateNetwork {
    let network = try DelegateNetwork()
    try network.startAll()
    // Votes are lost, so that everybody stays in the round.
    network.delay = { _, _, message in message?.signedSubject.kind == .block ? 1_000_000 : nil }
    try network.run(until: 11 * Self.second)
    let proposer = try #require(network.sent.first { $0.message.signedSubject.kind == .block }?.from)
    let victim = try #require(network.sent.last { $0.message.signedSubject.kind == .proposal && $0.from != proposer }?.from)
    network.stop(victim)
    // It hears nothing when it comes back, and would endorse nothing at the end of the wait.
    network.delay = { _, _, _ in nil }
    try network.start(victim, faults: faults)
    try network.run(until: 15 * Self.second)
    return network
  }

  @Test func `does not sign a second time after a restart`() throws {
    #expect(try restartInRound(faults: .none).doubleSignatures().isEmpty)
  }

  @Test func `would sign a second time without its journal`() throws {
    var faults = ConsensusFaults()
    faults.ignoresJournal = true
    #expect(try !restartInRound(faults: faults).doubleSignatures().isEmpty)
  }

  @Test func `remembers its lock and its commit after a restart`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    // Locks are heard, commits are not.
    network.delay = { _, _, message in message?.signedSubject.kind == .commit ? nil : 1_000_000 }
    try network.run(until: 12 * Self.second)
    let before = network.nodes.compactMap { $0.driver?.machine.committed }
    #expect(Set(before).count == 1)
    #expect(before.count == 4)
    for index in 0..<4 { network.stop(index) }
    network.delay = { _, _, _ in 1_000_000 }
    try network.run(until: 55 * Self.second)
    try network.startAll()
    #expect(network.nodes.allSatisfy { $0.driver?.machine.lock?.block.hash == before[0] })
    try network.run(until: 56 * Self.second)
    #expect(network.nodes.allSatisfy { $0.chain.head.hash == before[0] })
    try network.run(until: 71 * Self.second)
    #expect(network.nodes.allSatisfy { $0.chain.head.height >= 2 })
    #expect(network.doubleSignatures().isEmpty)
  }

  @Test func `keeps evidence against a delegate that signs two blocks`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    try network.run(until: 10 * Self.second - 1_000_000_000)
    let proposer = try #require(network.nodes.first { $0.driver?.machine.round?.isProposer == true })
    network.stop(proposer.index)
    try network.run(until: 10 * Self.second + 500_000)
    let listener = try #require(network.nodes.first { $0.index != proposer.index })
    for root in [Keccak256.hash([1]), Keccak256.hash([2])] {
      let core = BlockHeaderCore(
        version: 1, height: 1, timestamp: network.moment(10 * Self.second), previousHash: listener.chain.head.hash, txRoot: root,
        deltaStateDigest: .zero, receiptRoot: .zero)
      let proposal = BlockProposal(block: Block(header: .sign(core, with: proposer.key), actions: []))
      let document = ConsensusMessage.Document.proposal(proposal)
      let message = ConsensusMessage(
        height: 1, endorsement: .sign(documentHash: document.hash, at: network.moment(10 * Self.second), with: proposer.key),
        document: document)
      #expect(try listener.driver?.receive(message, at: network.moment(network.now)) == .used)
    }
    #expect(listener.driver?.statistics.equivocations == 1)
    let kept = try listener.journal.equivocations()
    #expect(kept.map(\.delegate) == [proposer.key.publicKey.address])
    #expect(listener.notices.contains { if case .equivocation = $0 { true } else { false } })
  }

  @Test func `tells a forged message from a useless one`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    try network.run(until: 10 * Self.second + 500_000)
    let vote = ConsensusVote(blockHash: [], topic: .proposal)
    func message(by key: PrivateKey, signedBy signer: PrivateKey? = nil, height: UInt64 = 1, at date: Int64 = 14) -> ConsensusMessage {
      let signed = Endorsement.sign(documentHash: vote.documentHash, at: network.moment(date * Self.second), with: signer ?? key)
      return ConsensusMessage(
        height: height, endorsement: Endorsement(timestamp: signed.timestamp, endorser: key.publicKey, signature: signed.signature),
        document: .vote(vote))
    }
    let driver = try #require(network.nodes[0].driver)
    let now = network.moment(network.now)
    let delegates = SampleNetwork.delegates
    #expect(try driver.receive(message(by: delegates[1], signedBy: delegates[2]), at: now) == .forged)
    #expect(try driver.receive(message(by: SampleNetwork.users[0]), at: now) == .ignored(.notADelegate))
    #expect(try driver.receive(message(by: delegates[1], height: 0), at: now) == .ignored(.oldHeight))
    #expect(try driver.receive(message(by: delegates[1], height: 9), at: now) == .ignored(.futureHeight))
    #expect(try driver.receive(message(by: delegates[1], at: 94), at: now) == .ignored(.futureRound))
    #expect(try driver.receive(message(by: delegates[1], at: 0), at: now) == .ignored(.noRound))
    #expect(try driver.receive(message(by: delegates[1]), at: now) == .used)
    #expect(try driver.receive(message(by: delegates[1]), at: now) == .ignored(.duplicate))
    #expect(driver.statistics.badMessages == 1)
    #expect(driver.statistics.dropped["notADelegate"] == 1)
  }

  @Test func `asks for blocks when others are ahead`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    // One hears nothing of the first block's votes.
    network.delay = { [unowned network] _, to, _ in to == 0 && network.now < 15 * Self.second ? nil : 1_000_000 }
    try network.run(until: 20 * Self.second + 2_000_000)
    #expect(network.nodes[1].chain.head.height == 1)
    #expect(network.nodes[0].chain.head.height == 0)
    #expect(network.nodes[0].synchronizations.contains(1))
    try network.synchronize(0, from: 1)
    // What came for the next height before its block is used now.
    try network.run(until: 21 * Self.second)
    #expect(network.nodes[0].chain.head == network.nodes[1].chain.head)
  }

  @Test func `stands down when somebody else signs with its key`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    try network.run(until: 10 * Self.second + 500_000)
    // The proposal came before the round, and is not locked yet.
    let block = try #require(
      network.sent.lazy.compactMap { sent -> Block? in
        if case .proposal(let proposal) = sent.message.document { proposal.block } else { nil }
      }.first)
    let vote = ConsensusVote(blockHash: block.hash.bytes, topic: .lock)
    let foreign = ConsensusMessage(
      height: 1, endorsement: .sign(documentHash: vote.documentHash, at: network.moment(16 * Self.second), with: network.nodes[0].key),
      document: .vote(vote))
    let driver = try #require(network.nodes[0].driver)
    try driver.receive(foreign, at: network.moment(network.now))
    #expect(!driver.machine.isActive)
    let count = network.sent.count { $0.from == 0 }
    try network.run(until: 45 * Self.second)
    #expect(network.sent.count { $0.from == 0 } == count)
    #expect(network.nodes[1].chain.head.height >= 2)
  }

  @Test func `of two nodes with one key one signs, and the other after it gave up`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    try network.run(until: 1 * Self.second)
    let other = try network.makeDriver(network.nodes[0], holder: "other")
    try other.start(at: network.moment(network.now))
    #expect(!other.machine.isActive)
    #expect(try !other.setActive(true, at: network.moment(30 * Self.second)))
    // The lease runs out when nothing is signed for a minute.
    #expect(try other.setActive(true, at: network.moment(61 * Self.second)))
    #expect(other.machine.isActive)
    // The first one is fenced, although it does not know.
    let first = try #require(network.nodes[0].driver)
    let before = network.sent.count { $0.from == 0 }
    for kind in ConsensusTimer.Kind.allCases {
      try first.fire(ConsensusTimer(kind, ConsensusRound(height: 1, number: 0)), at: network.moment(10 * Self.second))
    }
    #expect(network.sent.count { $0.from == 0 } == before)
    #expect(first.statistics.refusedSignatures > 0)
  }

  @Test func `joins the others when they know of an earlier commit of the same block`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    try network.run(until: 12 * Self.second)
    let chain = network.nodes[0].chain
    let block = try #require(try chain.view().blocks.block(at: 1))
    // As if this node had seen the commits of a later round.
    let late = (0..<4).map { index in
      let vote = ConsensusVote(blockHash: block.hash.bytes, topic: .commit)
      return Endorsement.sign(documentHash: vote.documentHash, at: network.moment(28 * Self.second), with: SampleNetwork.delegates[index])
    }
    #expect(try chain.replaceFooter(of: block.finalized(with: BlockFooter(endorsements: late, commitTime: late[0].timestamp))))
    let driver = try #require(network.nodes[0].driver)
    try driver.chainAdvanced(at: network.moment(31 * Self.second))
    #expect(driver.machine.head?.commitTime == network.moment(28 * Self.second))
    // A footer that claims more than its endorsements say changes nothing.
    let lie = BlockFooter(endorsements: block.footer.endorsements, commitTime: network.moment(11 * Self.second))
    try driver.receive(block.finalized(with: lie), at: network.moment(32 * Self.second))
    #expect(chain.head.commitTime == network.moment(28 * Self.second))
    try driver.receive(block, at: network.moment(32 * Self.second))
    #expect(chain.head.commitTime == network.moment(18 * Self.second))
    #expect(driver.machine.head?.commitTime == network.moment(18 * Self.second))
    let view = try chain.view()
    #expect(try view.blocks.footer(at: 1)?.endorsements == block.footer.endorsements)
    #expect(try view.blocks.summary(at: 1)?.commitTime == network.moment(18 * Self.second))
  }

  @Test func `joins the others when it was given a commit time that is too early`() throws {
    let network = try DelegateNetwork()
    try network.startAll()
    try network.run(until: 12 * Self.second)
    let chain = network.nodes[0].chain
    let block = try #require(try chain.view().blocks.block(at: 1))
    let forged = BlockFooter(endorsements: block.footer.endorsements, commitTime: network.moment(11 * Self.second))
    #expect(try chain.replaceFooter(of: block.finalized(with: forged)))
    let driver = try #require(network.nodes[0].driver)
    try driver.chainAdvanced(at: network.moment(13 * Self.second))
    #expect(driver.machine.head?.commitTime == network.moment(11 * Self.second))
    try driver.receive(block, at: network.moment(13 * Self.second))
    #expect(chain.head.commitTime == network.moment(18 * Self.second))
    try driver.receive(block.finalized(with: forged), at: network.moment(14 * Self.second))
    #expect(chain.head.commitTime == network.moment(18 * Self.second))
  }
}
