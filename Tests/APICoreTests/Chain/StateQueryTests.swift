import APITestSupport
import Chain
import ChainCrypto
import ChainSpec
import ChainTypes
import Primitives
import ProtocolKit
import StandardProtocols
import Testing

@testable import APICore

/// Questions about protocols' state.
@Suite("A state query")
struct StateQueryTests {
  /// One delegate at every height; the gravity chain is a thousand times as high as the seconds since genesis.
  private struct Election: ElectionSource {
    let list: CandidateList
    let start: Timestamp

    func candidates(atGravityHeight height: UInt64) -> CandidateList? { list }
    func gravityHeight(at time: Timestamp) -> UInt64? { UInt64(time.seconds - start.seconds) * 1_000 }
  }

  private static func argument(_ number: UInt64) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }

  /// A network whose delegates are elected outside the chain.
  private func electedNode() throws -> TestNode {
    let dev = Network.dev.genesis
    var poll = dev.poll
    poll.gravityChainStartHeight = 7
    let genesis = try Genesis(blockchain: dev.blockchain, account: dev.account, poll: poll, rewarding: dev.rewarding)
    let key = try PrivateKey(hex: DevelopmentKey.privateKey)
    let address = key.publicKey.address.bech32
    let election = Election(
      list: CandidateList([Candidate(address: address, votes: WireInteger(U256(5)), rewardAddress: address)]),
      start: Timestamp(seconds: genesis.blockchain.timestamp))
    let suite = try ProtocolSuite.standard(genesis: genesis, election: election, followsAnnouncements: false)
    return try TestNode(parameters: ChainParameters(genesis: genesis, schedule: .alphaForever, suite: suite), key: key)
  }

  @Test("names delegates of an epoch by number")
  func delegates() throws {
    let node = try electedNode()
    try node.mint(blocks: 31)
    for method in ["BlockProducersByEpoch", "ActiveBlockProducersByEpoch"] {
      let answer = try node.api.readState(protocol: "poll", method: method, arguments: [Self.argument(2)])
      #expect(try CandidateList(decoding: answer).candidates.map(\.address) == [node.key.publicKey.address.bech32])
      expectFailure(.unknownState) { try node.api.readState(protocol: "poll", method: method, arguments: [Self.argument(9)]) }
      expectFailure(.malformedArgument) { try node.api.readState(protocol: "poll", method: method, arguments: [[1, 2]]) }
      expectFailure(.unknownState) { try node.api.readState(protocol: "poll", method: method, arguments: []) }
    }
  }

  @Test("names the gravity chain's height, as summaries of chain and epoch do")
  func gravityHeight() throws {
    let node = try electedNode()
    try node.mint(blocks: 31)
    // Epoch 2 begins with block 31, made 31 seconds after genesis.
    let answer = try node.api.readState(protocol: "poll", method: "GetGravityChainStartHeight", arguments: [Self.argument(33)])
    #expect(answer == Self.argument(31_000))
    expectFailure(.unknownState) {
      try node.api.readState(protocol: "poll", method: "GetGravityChainStartHeight", arguments: [Self.argument(61)])
    }
    #expect(try node.api.chainSummary().epoch == EpochAnswer(number: 2, height: 31, gravityChainStartHeight: 31_000))
    #expect(try node.api.epoch(1).epoch.gravityChainStartHeight == 1_000)
  }

  @Test("about rewards follows the chain")
  func rewards() throws {
    let node = try TestNode()
    let ask = { (method: String, arguments: [[UInt8]]) in
      String(decoding: try node.api.readState(protocol: "rewarding", method: method, arguments: arguments), as: UTF8.self)
    }
    let address = Array(node.key.publicKey.address.bech32.utf8)
    #expect(try ask("UnclaimedBalance", [address]) == "0")
    let total = try ask("TotalBalance", [])
    #expect(try ask("AvailableBalance", []) == total)
    try node.mint(blocks: 1)
    let unclaimed = try #require(U256(decimal: ask("UnclaimedBalance", [address])))
    let available = try #require(U256(decimal: ask("AvailableBalance", [])))
    #expect(unclaimed == node.chain.parameters.genesis.rewarding.blockReward)
    #expect(available.adding(unclaimed)?.decimal == total)
    expectFailure(.unknownState) { try ask("UnclaimedBalance", [Array("0x1234".utf8)]) }
  }

  @Test("to nobody has no answer")
  func unknown() throws {
    let node = try TestNode()
    let error = expectFailure(.unknownState) {
      try node.api.readState(protocol: String(repeating: "x", count: 10_000), method: "", arguments: [])
    }
    #expect((error?.message.utf8.count ?? .max) < 300)
  }
}
