import AccountHandlers
import Chain
import ChainSpec
import ChainTestSupport
import ChainTypes
import ExecutionHandlers
import PollHandlers
import ProtocolKit
import RewardingHandlers
import StandardProtocols
import Testing
import VoteHandlers

/// The order of the protocols is part of the network's rules: another one gives other digests.
@Suite struct SuiteTests {
  private static func names(_ handlers: [any ActionHandler]) -> [String] { handlers.map { "\(type(of: $0))" } }

  @Test func `asks account, poll, execution and rewarding in this order`() throws {
    let suite = try SampleNetwork().parameters().suite
    #expect(Self.names(suite.handlers) == ["TransferHandler", "PollHandler", "ExecutionHandler", "RewardingHandler"])
    #expect(Self.names(suite.genesisOrder) == ["TransferHandler", "PollHandler", "RewardingHandler"])
    #expect(suite.polls != nil)
    #expect(suite.contracts != nil)
    #expect(suite.queries.keys.sorted() == ["poll", "rewarding"])
  }

  @Test func `puts the vote protocol in the poll's place where accounts vote on the chain`() throws {
    let suite = try SampleNetwork(voting: .onChain).parameters().suite
    #expect(Self.names(suite.handlers) == ["TransferHandler", "VoteHandler", "ExecutionHandler", "RewardingHandler"])
    #expect(Self.names(suite.genesisOrder) == ["TransferHandler", "VoteHandler", "RewardingHandler"])
    #expect(suite.polls == nil)
    #expect(suite.queries.keys.sorted() == ["rewarding"])
  }

  @Test func `says what is missing where the first delegates were elected outside the chain`() throws {
    do {
      _ = try SampleNetwork(voting: .election).parameters()
      Issue.record("made")
    } catch let rejection as ActionRejection {
      #expect(rejection.code == .wrongPollResult)
      #expect(rejection.detail.contains("gravity height 100"))
    }
  }
}
