internal import AccountHandlers
public import ChainSpec
internal import ExecutionHandlers
internal import PollHandlers
public import ProtocolKit
internal import RewardingHandlers
internal import VoteHandlers

extension ProtocolSuite {
  /// The protocols of an IoTeX network.
  ///
  /// - Parameters:
  ///   - genesis: decides between polls and the legacy vote protocol, and lists delegates.
  ///   - election: results of the election outside the chain; needed when the genesis names a start height of the
  ///     gravity chain.
  ///   - followsAnnouncements: whether poll results in blocks are believed instead of compared with `election`.
  /// - Throws: a rejection that says what is missing in the genesis or the election.
  public static func standard(
    genesis: Genesis, election: (any ElectionSource)?, followsAnnouncements: Bool
  ) throws(ActionRejection) -> ProtocolSuite {
    guard genesis.poll.enableGravityChainVoting else {
      return standardVoting()
    }
    let origin: DelegateOrigin
    if genesis.poll.gravityChainStartHeight == 0 {
      origin = try .lifeLong(of: genesis)
    } else if let election {
      origin = .election(
        election, startHeight: genesis.poll.gravityChainStartHeight, followsAnnouncements: followsAnnouncements)
    } else {
      throw ActionRejection(
        .wrongPollResult,
        "the first delegates of this network were elected outside the chain, at gravity height \(genesis.poll.gravityChainStartHeight): name a file with that result (--election)"
      )
    }
    let poll = PollHandler(delegates: origin)
    let rewarding = RewardingHandler(candidates: poll)
    let account = TransferHandler(fees: rewarding)
    let execution = ExecutionHandler(fees: rewarding)
    return ProtocolSuite(
      handlers: [account, poll, execution, rewarding], genesisOrder: [account, poll, rewarding], candidates: poll, polls: poll,
      contracts: execution, queries: ["poll": poll, "rewarding": rewarding])
  }

  /// The protocols of a network that votes on the chain.
  private static func standardVoting() -> ProtocolSuite {
    let directory = VoteDirectory()
    let rewarding = RewardingHandler(candidates: directory)
    let account = TransferHandler(fees: rewarding)
    let vote = VoteHandler(fees: rewarding)
    let execution = ExecutionHandler(fees: rewarding)
    return ProtocolSuite(
      handlers: [account, vote, execution, rewarding], genesisOrder: [account, vote, rewarding], candidates: directory, polls: nil,
      contracts: execution, queries: ["rewarding": rewarding])
  }
}
