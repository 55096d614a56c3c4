import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Testing

@Suite struct VoteHandlerTests {
  private let fixture: HandlerFixture
  private let delegate = SampleNetwork.delegates[0].publicKey.address

  init() throws { fixture = try HandlerFixture(voting: .onChain) }

  private func vote(_ votee: String, by user: Int = 1, nonce: UInt64 = 1, price: U256 = .zero) -> SealedAction {
    HandlerFixture.action(.vote(Vote(votee: votee)), by: user, nonce: nonce, price: price)
  }

  @Test func `nominates the genesis's delegates with their balances as votes`() throws {
    let list = try #require(try CandidateRegister.list(at: 0, state: fixture.state))
    #expect(Set(list.candidates.map(\.address)) == Set(SampleNetwork.delegates.map(\.publicKey.address.bech32)))
    #expect(try fixture.state.account(delegate)?.isCandidate == true)
    #expect(try fixture.state.account(delegate)?.votingWeight == .zero)
  }

  @Test func `accepts votes for candidates, oneself and nobody, and no others`() throws {
    #expect(try fixture.refusalValidating(vote(delegate.bech32)) == nil)
    #expect(try fixture.refusalValidating(vote(HandlerFixture.address(1).bech32)) == nil)
    #expect(try fixture.refusalValidating(vote("")) == nil)
    #expect(try fixture.refusalValidating(vote(HandlerFixture.address(2).bech32)) == .voteeNotCandidate)
    #expect(try fixture.refusalValidating(vote("io1nobody")) == .invalidAddress)
  }

  @Test func `refuses poll results`() throws {
    let result = HandlerFixture.action(.putPollResult(PutPollResult(height: 9, candidates: CandidateList())))
    #expect(try fixture.refusalValidating(result, producer: HandlerFixture.address(1)) == .unsupported)
  }

  @Test func `moves the voter's weight from one votee to the next`() throws {
    let balance = SampleNetwork.userBalance
    let other = SampleNetwork.delegates[1].publicKey.address
    _ = try fixture.run(vote(delegate.bech32))
    #expect(try fixture.state.account(delegate)?.votingWeight == VotingWeight(magnitude: balance))
    _ = try fixture.run(vote(other.bech32, nonce: 2))
    #expect(try fixture.state.account(delegate)?.votingWeight == .zero)
    #expect(try fixture.state.account(other)?.votingWeight == VotingWeight(magnitude: balance))
    #expect(try fixture.account(1).votee == other.bech32)
    #expect(try fixture.account(1).nonce == 2)
    let first = try CandidateRegister.list(at: 1, state: fixture.state)?.candidates.first
    #expect(first?.address == other.bech32)
    #expect(first?.votes == WireInteger(balance))
  }

  @Test func `follows a voter's transfers`() throws {
    _ = try fixture.run(vote(delegate.bech32, by: 1))
    _ = try fixture.run(vote(delegate.bech32, by: 2))
    let transfer = SealedAction.transfer(
      from: HandlerFixture.users[1], to: HandlerFixture.address(3), amount: 5, nonce: 2, price: .zero)
    _ = try fixture.run(transfer)
    let both = SampleNetwork.userBalance &+ SampleNetwork.userBalance
    #expect(try fixture.state.account(delegate)?.votingWeight == VotingWeight(magnitude: both &- 5))
  }

  @Test func `takes a candidate off the list that votes for nobody`() throws {
    let name = HandlerFixture.address(1).bech32
    _ = try fixture.run(vote(name))
    #expect(try fixture.account(1).isCandidate)
    #expect(try CandidateRegister.list(at: 1, state: fixture.state)?.candidates.contains { $0.address == name } == true)
    _ = try fixture.run(vote("", nonce: 2))
    #expect(try !fixture.account(1).isCandidate)
    #expect(try CandidateRegister.list(at: 1, state: fixture.state)?.candidates.contains { $0.address == name } == false)
  }

  @Test func `refuses a voter that cannot pay the fee`() throws {
    let poor = SealedAction.signed(.vote(Vote(votee: "")), by: TestKeys.numbered(77), nonce: 1, price: 1)
    #expect(try fixture.refusalRunning(poor) == .insufficientBalance)
  }

  @Test func `grants no rewards`() throws {
    let system = SystemActions(producer: SampleNetwork.delegates[0])
    // A candidate without reward address gets nothing, and the action succeeds (golden quirk 32).
    let block = try fixture.run(system.grantReward(.block, height: 1))
    #expect(block.status == 1)
    #expect(block.logs.isEmpty)
    var last = fixture
    last.height = 8
    #expect(try last.run(system.grantReward(.epoch, height: 8)).status == 0)
  }

  @Test func `finds the most recent candidates at or below a height`() throws {
    let directory = fixture.suite.candidates
    let epochs = fixture.network.genesis.epochs
    #expect(try directory.candidates(at: 0, epochs: epochs, state: fixture.state)?.candidates.count == 4)
    #expect(try directory.candidates(at: 50, epochs: epochs, state: fixture.state)?.candidates.count == 4)
    #expect(try directory.blockProducers(ofEpoch: 1, epochs: epochs, state: fixture.state) == nil)
    fixture.state.deleteState(key: CandidateList.stateKey(height: 0))
    #expect(try directory.candidates(at: 0, epochs: epochs, state: fixture.state) == nil)
    #expect(try directory.candidates(at: 3, epochs: epochs, state: fixture.state) == nil)
  }
}
