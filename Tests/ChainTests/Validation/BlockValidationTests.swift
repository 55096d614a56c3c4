import Chain
import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Storage
import Testing

@Suite struct BlockValidationTests {
  private let network: SampleNetwork
  private let sample: SampleChain
  private let producer: PrivateKey
  private let user = SampleNetwork.users[0]

  init() throws {
    network = try SampleNetwork()
    sample = try SampleChain(network)
    try sample.grow(to: 2)
    producer = try #require(network.proposer(at: 3))
  }

  /// A block of height 3 with these actions before the producer's own. Actions that cannot be executed are simply put in
  /// front, so that digest and receipt root are those of the block without them.
  private func block(_ actions: [SealedAction], byForce: Bool = false) throws -> Block {
    guard byForce else { return try sample.nextBlock(actions) }
    let block = try sample.nextBlock()
    let all = actions + block.actions
    let changed = block.changing(signedBy: producer) { $0.txRoot = MerkleTree.root(all.map(\.hash)) }
    return Block(header: changed.header, actions: all, footer: changed.footer)
  }

  private func refusal(of block: Block, _ policy: ValidationPolicy = .proposal) -> String? {
    blockErrorCode { try sample.append(block, policy: policy) }
  }

  @Test func `accepts what a minting node makes, as history and as a proposal`() throws {
    let block = try block([.transfer(from: user, to: producer.publicKey.address, nonce: 1)])
    let view = try sample.chain.view()
    for policy in [ValidationPolicy.history, .proposal] {
      _ = try sample.chain.processor.execute(
        VerifiedBlock(verifying: block, parallel: true), on: view.head, reader: view.reader, policy: policy)
    }
  }

  @Test func `refuses a header that does not fit the chain`() throws {
    let block = try block([])
    #expect(refusal(of: block.changing(signedBy: producer) { $0.height = 4 }) == "wrong-height")
    #expect(refusal(of: block.changing(signedBy: producer) { $0.height = 2 }) == "wrong-height")
    #expect(refusal(of: block.changing(signedBy: producer) { $0.previousHash = .zero }) == "wrong-previous-hash")
    #expect(refusal(of: block.changing(signedBy: producer) { $0.txRoot = .zero }) == "wrong-transaction-root")
    #expect(refusal(of: block.changing(signedBy: producer) { $0.deltaStateDigest = .zero }) == "wrong-delta-state-digest")
    #expect(refusal(of: block.changing(signedBy: producer) { $0.receiptRoot = .zero }) == "wrong-receipt-root")
    #expect(refusal(of: block) == nil)
  }

  @Test func `refuses a header that its producer did not sign`() throws {
    let block = try block([])
    let other = try #require(SampleNetwork.delegates.first { $0.publicKey != producer.publicKey })
    let foreign = BlockHeader(core: block.header.core, producer: producer.publicKey, signature: other.sign(block.header.signingDigest))
    #expect(refusal(of: Block(header: foreign, actions: block.actions)) == "invalid-signature")
  }

  @Test(arguments: [false, true])
  func `refuses an action that its sender did not sign, and says which`(parallel: Bool) throws {
    let good = SealedAction.transfer(from: user, to: producer.publicKey.address, nonce: 1)
    let forged = SealedAction(
      envelope: SealedAction.transfer(from: user, to: producer.publicKey.address, nonce: 2).envelope,
      senderPublicKey: user.publicKey, signature: good.signature)
    let block = try block([good, forged], byForce: true)
    // Those that were verified before are not looked at again, and do not move the others' places.
    for known in [[], [good.hash]] as [Set<Hash256>] {
      do {
        _ = try VerifiedBlock(verifying: block, parallel: parallel, known: known)
        Issue.record("accepted")
      } catch {
        #expect(error.code == "action-invalid-signature")
        guard case .action(index: 1, hash: forged.hash, _) = error.reason else {
          Issue.record("\(error)")
          return
        }
      }
    }
    #expect(throws: Never.self) { try VerifiedBlock(verifying: block, parallel: parallel, known: [forged.hash]) }
  }

  @Test func `refuses gaps, repetitions and used nonces of a sender`() throws {
    let to = producer.publicKey.address
    try sample.append(sample.nextBlock([.transfer(from: user, to: to, nonce: 1), .transfer(from: user, to: to, nonce: 2)]))
    let producer = try #require(network.proposer(at: 4))
    func refusal(nonces: [UInt64]) throws -> String? {
      let actions = nonces.enumerated().map {
        SealedAction.transfer(from: user, to: to, amount: U256(UInt64($0.offset)), nonce: $0.element)
      }
      let block = try sample.nextBlock()
      let all = actions + block.actions
      let changed = block.changing(signedBy: producer) { $0.txRoot = MerkleTree.root(all.map(\.hash)) }
      return self.refusal(of: Block(header: changed.header, actions: all))
    }
    #expect(try refusal(nonces: [2]) == "action-nonce-too-low")
    #expect(try refusal(nonces: [4]) == "action-nonce-gap")
    #expect(try refusal(nonces: [3, 5]) == "action-nonce-gap")
    #expect(try refusal(nonces: [3, 3]) == "action-nonce-gap")
    #expect(try refusal(nonces: [.max]) == "action-nonce-gap")
    // In any order; here only the digest is wrong.
    #expect(try refusal(nonces: [4, 3]) == "wrong-delta-state-digest")
    #expect(try refusal(nonces: [0, 0]) == "wrong-delta-state-digest")
  }

  @Test func `refuses an action that cannot be paid, where the reference panics`() throws {
    let poor = TestKeys.numbered(77)
    let block = try block([.transfer(from: poor, to: user.publicKey.address, nonce: 1)], byForce: true)
    #expect(refusal(of: block, .history) == "action-insufficient-balance")
  }

  @Test func `refuses an action that needs more gas than a block may use`() throws {
    let tight = try SampleNetwork(blockGasLimit: 30_000)
    let sample = try SampleChain(tight)
    try sample.grow()
    let producer = try #require(tight.proposer(at: 2))
    let block = try sample.nextBlock()
    let large = SealedAction.transfer(from: user, to: producer.publicKey.address, nonce: 1, payload: [UInt8](repeating: 0, count: 201))
    let all = [large] + block.actions
    let changed = block.changing(signedBy: producer) { $0.txRoot = MerkleTree.root(all.map(\.hash)) }
    #expect(blockErrorCode { try sample.append(Block(header: changed.header, actions: all)) } == "action-gas-limit-too-high")
  }

  @Test func `lets a block exceed the block's gas limit, as only minting counts it`() throws {
    let tight = try SampleNetwork(blockGasLimit: 30_000)
    let sample = try SampleChain(tight)
    try sample.grow()
    let roomy = try SampleChain(SampleNetwork(blockGasLimit: 1_000_000))
    try roomy.grow()
    let actions = (1...4).map { SealedAction.transfer(from: user, to: user.publicKey.address, nonce: $0) }
    let producer = try #require(tight.proposer(at: 2))
    let block = try roomy.nextBlock(actions).changing(signedBy: producer) { $0.previousHash = sample.chain.head.hash }
    #expect(blockErrorCode { try sample.append(block) } == nil)
    #expect(throws: HandlingError.self) {
      try sample.nextBlock((5...8).map { .transfer(from: user, to: user.publicKey.address, nonce: $0) })
    }
  }

  @Test func `refuses system actions of others in proposals, and takes them as history`() throws {
    for type in [GrantReward.RewardType.block, .epoch] {
      let foreign = SealedAction.signed(.grantReward(GrantReward(rewardType: type, height: 3)), by: user, nonce: 0, gasLimit: 0)
      let block = try block([foreign])
      #expect(refusal(of: block, .proposal) == "action-not-the-producer")
      let view = try sample.chain.view()
      _ = try sample.chain.processor.execute(
        VerifiedBlock(verifying: block, parallel: false), on: view.head, reader: view.reader, policy: .history)
    }
    let list = try #require(
      try sample.chain.parameters.suite.polls?.candidatesToAnnounce(at: 1, in: sample.chain.view().nextBlockValidation()))
    let poll = SealedAction.signed(.putPollResult(PutPollResult(height: 9, candidates: list)), by: user, nonce: 0, gasLimit: 0)
    #expect(refusal(of: try block([poll]), .history) == "action-not-the-producer")
    #expect(refusal(of: try block([poll]), .proposal) == "action-not-the-producer")
  }

  @Test func `refuses votes unless experimental actions are enabled`() throws {
    let voting = try SampleNetwork(voting: .onChain)
    let vote = SealedAction.signed(.vote(Vote(votee: user.publicKey.address.bech32)), by: user, nonce: 1)
    let enabled = try SampleChain(voting, parameters: voting.parameters(allowsExperimentalActions: true))
    let disabled = try SampleChain(voting)
    let block = try enabled.nextBlock([vote])
    #expect(blockErrorCode { try disabled.append(block) } == "action-experimental")
    try enabled.append(block)
    #expect(try enabled.account(user).isCandidate)
  }
}
