import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import PollHandlers
import Primitives
import ProtocolKit
import State
import Testing

@Suite struct PollHandlerTests {
  private static let delegates = SampleNetwork.delegates.map(\.publicKey.address)
  private static let list = candidates(votes: [400, 300, 200, 100])

  /// The sample delegates with these votes.
  private static func candidates(votes: [UInt64]) -> CandidateList {
    CandidateList(zip(delegates, votes).map { Candidate(address: $0.bech32, votes: WireInteger(U256($1)), rewardAddress: $0.bech32) })
  }

  private static func announcement(_ list: CandidateList, by key: PrivateKey = SampleNetwork.delegates[0]) -> SealedAction {
    .signed(.putPollResult(PutPollResult(height: 9, candidates: list)), by: key, nonce: 0, gasLimit: 0)
  }

  /// A network whose election has these results, the first at gravity height 100, each a second after the one before.
  private static func elected(_ results: [CandidateList], follows: Bool = false) throws -> HandlerFixture {
    let heights = results.indices.map { UInt64(100 + $0) }
    let election = FixedElection(
      results: Dictionary(uniqueKeysWithValues: zip(heights, results)), time: Timestamp(seconds: 0))
    var fixture = try HandlerFixture(voting: .election, election: election, followsAnnouncements: follows)
    fixture.height = 5
    fixture.history = SampleHistory(tipHeight: 4)
    return fixture
  }

  @Test func `marks the first delegates as candidates from height 1`() throws {
    let fixture = try HandlerFixture()
    #expect(try CandidateRegister.list(at: 1, state: fixture.state) == Self.list)
    for address in Self.delegates { #expect(try fixture.state.account(address)?.isCandidate == true) }
    #expect(try fixture.suite.candidates.candidates(at: 8, epochs: fixture.network.genesis.epochs, state: fixture.state) == Self.list)
    #expect(try fixture.suite.candidates.candidates(at: 9, epochs: fixture.network.genesis.epochs, state: fixture.state) == nil)
  }

  @Test func `accepts a poll result from the producer only`() throws {
    let fixture = try HandlerFixture()
    let announcement = Self.announcement(Self.list)
    #expect(try fixture.refusalValidating(announcement, producer: Self.delegates[0]) == nil)
    #expect(try fixture.refusalValidating(announcement, producer: Self.delegates[1]) == .notTheProducer)
    #expect(try fixture.refusalValidating(announcement, producer: nil) == .notTheProducer)
  }

  @Test func `refuses votes`() throws {
    #expect(try HandlerFixture().refusalValidating(HandlerFixture.action(.vote(Vote(votee: "")))) == .unsupported)
  }

  @Test func `refuses results that differ from what it expects`() throws {
    let fixture = try HandlerFixture()
    var reordered = Self.list
    reordered.candidates.swapAt(0, 1)
    var short = Self.list
    short.candidates.removeLast()
    var renamed = Self.list
    renamed.candidates[3] = Candidate(
      address: renamed.candidates[3].address, votes: renamed.candidates[3].votes, rewardAddress: Self.delegates[0].bech32)
    for wrong in [reordered, short, renamed, CandidateList(), Self.candidates(votes: [400, 300, 200, 101])] {
      #expect(try fixture.refusalValidating(Self.announcement(wrong), producer: Self.delegates[0]) == .wrongPollResult)
    }
  }

  @Test func `refuses malformed results even where it believes announcements`() throws {
    let fixture = try Self.elected([Self.list], follows: true)
    var twice = Self.list
    twice.candidates[1] = twice.candidates[0]
    var enormous = Self.list
    enormous.candidates[0] = Candidate(
      address: Self.delegates[0].bech32, votes: WireInteger(bigEndian: [UInt8](repeating: 255, count: 33)), rewardAddress: "")
    for wrong in [twice, enormous] {
      #expect(try fixture.refusalValidating(Self.announcement(wrong), producer: Self.delegates[0]) == .wrongPollResult)
    }
    #expect(try fixture.refusalValidating(Self.announcement(Self.candidates(votes: [7, 6, 5, 4])), producer: Self.delegates[0]) == nil)
  }

  @Test func `expects the election's last result before the epoch`() throws {
    let later = Self.candidates(votes: [900, 800, 700, 600])
    // Block 1, whose time decides for epoch 1, was made at second 1: after the first two results.
    let fixture = try Self.elected([Self.list, later, Self.candidates(votes: [1, 1, 1, 1])])
    #expect(try fixture.refusalValidating(Self.announcement(later), producer: Self.delegates[0]) == nil)
    #expect(try fixture.refusalValidating(Self.announcement(Self.list), producer: Self.delegates[0]) == .wrongPollResult)
  }

  @Test func `refuses results while it cannot know them, unless it believes announcements`() throws {
    var strict = try Self.elected([Self.list])
    strict.history = SampleHistory(tipHeight: 4, timestamp: { _ in Timestamp(seconds: -5) })
    #expect(try strict.refusalValidating(Self.announcement(Self.list), producer: Self.delegates[0]) == .wrongPollResult)
    var trusting = try Self.elected([Self.list], follows: true)
    trusting.history = strict.history
    #expect(try trusting.refusalValidating(Self.announcement(Self.list), producer: Self.delegates[0]) == nil)
  }

  @Test func `leaves out elected delegates without readable addresses`() throws {
    var list = Self.list
    list.candidates.insert(Candidate(address: "io1nobody", votes: WireInteger(9), rewardAddress: Self.delegates[0].bech32), at: 0)
    list.candidates.append(Candidate(address: HandlerFixture.address(1).bech32, votes: WireInteger(9), rewardAddress: ""))
    let fixture = try Self.elected([list, list])
    #expect(try CandidateRegister.list(at: 1, state: fixture.state) == Self.list)
    #expect(try fixture.refusalValidating(Self.announcement(Self.list), producer: Self.delegates[0]) == nil)
  }

  @Test func `writes the announced candidates under the next epoch's height`() throws {
    let fixture = try Self.elected([Self.list], follows: true)
    let next = Self.candidates(votes: [1, 2, 3, 4])
    let receipt = try fixture.run(Self.announcement(next))
    #expect(receipt.status == 1)
    #expect(receipt.gasConsumed == 0)
    #expect(try CandidateRegister.list(at: 9, state: fixture.state) == next)
    #expect(try CandidateRegister.list(at: 1, state: fixture.state) == Self.list)
  }

  @Test func `refuses to write candidates without an address`() throws {
    let fixture = try Self.elected([Self.list], follows: true)
    let list = CandidateList([Candidate(address: "io1nobody", votes: WireInteger(1), rewardAddress: "")])
    #expect(try fixture.refusalRunning(Self.announcement(list)) == .invalidAddress)
  }

  @Test func `answers who the producers are`() throws {
    let epoch = { (number: UInt64) in withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) } }
    let lifeLong = try HandlerFixture()
    #expect(try lifeLong.ask("poll", "BlockProducersByEpoch") == Self.list.encoded)
    #expect(try lifeLong.ask("poll", "GetGravityChainStartHeight", [[1, 2, 3]]) == [1, 2, 3])
    let elected = try Self.elected([Self.list, Self.list])
    #expect(try elected.ask("poll", "BlockProducersByEpoch", [epoch(1)]) == Self.list.encoded)
    let active = try CandidateList(decoding: elected.ask("poll", "ActiveBlockProducersByEpoch", [epoch(1)])).candidates
    #expect(active == DelegateOrder.draw(Self.list.candidates, epochStart: 1) { $0.address })
    #expect(try elected.ask("poll", "GetGravityChainStartHeight", [epoch(3)]) == epoch(101))
    for arguments in [[epoch(2)], [epoch(.max)], [], [epoch(1), epoch(1)]] {
      #expect(throws: StateQueryError.self) { try elected.ask("poll", "BlockProducersByEpoch", arguments) }
    }
    #expect(throws: StateQueryError.malformedArgument("the argument of BlockProducersByEpoch has 3 bytes instead of 8, little-endian")) {
      try elected.ask("poll", "BlockProducersByEpoch", [[1, 2, 3]])
    }
    #expect(throws: StateQueryError.notFound("the poll protocol has no method Nothing")) { try elected.ask("poll", "Nothing") }
  }
}
