import Chain
import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Testing

@Suite struct MintingTests {
  private let network: SampleNetwork
  private let sample: SampleChain
  private let users = SampleNetwork.users

  init() throws {
    network = try SampleNetwork()
    sample = try SampleChain(network)
  }

  /// Mints and commits the next block.
  private func mint(_ actions: [SealedAction] = []) throws -> (block: Block, receipts: [Receipt], refused: [ActionRejection.Code]) {
    let height = sample.chain.head.height + 1
    let key = try #require(network.proposer(at: height))
    let queue = Dictionary(grouping: actions, by: \.sender)
    let minted = try BlockMinter(chain: sample.chain, key: key).mint(at: network.time(of: height)) { view in
      #expect(view.head.height == height - 1)
      return ActionQueue(queue)
    }
    try sample.chain.commit(minted.executed)
    return (minted.executed.block, minted.executed.receipts, minted.refused.map(\.reason.code))
  }

  /// What a block's actions are, in their order.
  private static func kinds(_ block: Block) -> [String] {
    block.actions.map { action in
      if case .grantReward(let grant) = action.envelope.payload { return "grant of \(grant.rewardType)" }
      return "\(action.envelope.payload.kind)"
    }
  }

  @Test func `puts users' actions, the poll result, the rewards and the memorial in this order`() throws {
    let first = try mint([.transfer(from: users[0], to: users[1].publicKey.address, nonce: 1)]).block
    #expect(Self.kinds(first) == ["transfer", "grant of block", "transfer"])
    guard case .transfer(let memorial) = first.actions[2].envelope.payload else { return }
    #expect(first.actions[2].sender == first.header.producer.address)
    #expect(memorial.recipient == first.header.producer.address.bech32)
    #expect(memorial.amount == .zero)
    var kinds: [[String]] = []
    while sample.chain.head.height < 9 { kinds.append(Self.kinds(try mint().block)) }
    let plain = ["grant of block"]
    let poll = ["putPollResult", "grant of block"]
    #expect(kinds == [plain, plain, plain, poll, plain, plain, ["grant of block", "grant of epoch"], plain])
  }

  @Test func `makes blocks that another node accepts`() throws {
    let other = try SampleChain(network)
    for nonce in 1...20 as ClosedRange<UInt64> {
      let (block, receipts, refused) = try mint(users.map { .transfer(from: $0, to: users[0].publicKey.address, nonce: nonce) })
      #expect(refused == [])
      #expect(receipts.allSatisfy { $0.status == 1 })
      let endorsed = block.endorsed(by: SampleNetwork.delegates, at: block.header.timestamp)
      try other.append(endorsed, policy: .proposal)
    }
    #expect(other.chain.head.hash == sample.chain.head.hash)
    #expect(try other.stateEntries() == sample.stateEntries())
  }

  @Test func `leaves out what cannot be executed, says why, and goes on`() throws {
    let poor = TestKeys.numbered(77)
    let (block, _, refused) = try mint([
      .transfer(from: poor, to: users[0].publicKey.address, nonce: 1, price: 9_000_000_000_000),
      .transfer(from: users[0], to: users[1].publicKey.address, amount: SampleNetwork.userBalance, nonce: 1, price: 8_000_000_000_000),
      .transfer(from: users[0], to: users[1].publicKey.address, nonce: 2, price: 8_000_000_000_000),
      .transfer(from: users[1], to: users[2].publicKey.address, nonce: 1),
    ])
    #expect(refused == [.insufficientBalance, .insufficientBalance])
    #expect(block.actions.filter { $0.envelope.nonce > 0 }.map(\.sender) == [users[1].publicKey.address])
    #expect(try sample.account(users[0]).nonce == 0)
    #expect(try sample.account(users[0]).balance == SampleNetwork.userBalance)
  }

  @Test func `stops at the block's gas limit`() throws {
    let tight = try SampleNetwork(blockGasLimit: 55_000)
    let sample = try SampleChain(tight)
    try sample.grow()
    let key = try #require(tight.proposer(at: 2))
    let actions = users.map { SealedAction.transfer(from: $0, to: users[0].publicKey.address, nonce: 1) }
    let minted = try BlockMinter(chain: sample.chain, key: key).mint(at: tight.time(of: 2)) { _ in
      ActionQueue(Dictionary(grouping: actions, by: \.sender))
    }
    #expect(minted.executed.block.actions.filter { $0.envelope.nonce > 0 }.count == 5)
    #expect(minted.refused.isEmpty)
  }

  @Test func `announces the elected candidates until they are known`() throws {
    let voting = try SampleNetwork(voting: .election)
    let list = { (votes: UInt64) in
      CandidateList(
        SampleNetwork.delegates.map {
          Candidate(address: $0.publicKey.address.bech32, votes: WireInteger(U256(votes)), rewardAddress: $0.publicKey.address.bech32)
        })
    }
    let election = FixedElection(results: [100: list(5), 101: list(6)], time: voting.time(of: 0))
    let sample = try SampleChain(voting, parameters: voting.parameters(election: election))
    var announced: [UInt64: PutPollResult] = [:]
    while sample.chain.head.height < 9 {
      let height = sample.chain.head.height + 1
      let key = try #require(voting.proposer(at: height))
      let minted = try BlockMinter(chain: sample.chain, key: key).mint(at: voting.time(of: height)) { _ in ActionQueue([:]) }
      for action in minted.executed.block.actions {
        if case .putPollResult(let result) = action.envelope.payload { announced[height] = result }
      }
      try sample.chain.commit(minted.executed)
    }
    // The second half of the first epoch begins at height 5; block 1, whose time decides, was after both results.
    #expect(announced.keys.sorted() == [5])
    #expect(announced[5]?.height == 9)
    #expect(announced[5]?.candidates == list(6))
    let state = try sample.chain.view().state()
    let known = try sample.chain.parameters.suite.candidates.candidates(at: 9, epochs: sample.chain.parameters.epochs, state: state)
    #expect(known == list(6))
  }
}
