internal import ChainTypes
public import CoreMetrics
internal import RollDPoS

/// The consensus in numbers, for dashboards. The names under `iotex_consensus` are the reference's.
public struct ConsensusMetrics: Sendable {
  /// Height of the last block.
  let height: Gauge
  /// The number of the current round.
  let round: Gauge
  /// Rounds taken part in (`iotex_consensus{result="E_PREPARE"}`).
  let rounds: Counter
  /// Rounds without a block.
  let missedRounds: Counter
  /// Blocks decided (`iotex_consensus{result="ReachConsenus"}`, spelt like this).
  let decidedBlocks: Counter
  /// Blocks proposed by this node.
  let proposals: Counter
  /// Proposed blocks that were not valid.
  let invalidBlocks: Counter
  /// Delegates seen to sign two different things.
  let equivocations: Counter
  /// Messages dropped because the inbox was full.
  let overflows: Counter
  /// Messages with a wrong signature.
  let badMessages: Counter
  /// Signatures that the journal did not let through.
  let refusedSignatures: Counter
  /// Times that somebody else was seen to sign with this node's key.
  let standDowns: Counter
  /// Nanoseconds from the start of a round to its decision.
  let decision: Timer
  /// Nanoseconds to make a block.
  let minting: Timer
  /// Nanoseconds to execute a proposed block.
  let validation: Timer
  /// Nanoseconds to append a decided block.
  let commit: Timer

  /// Registers the metrics.
  public init(factory: any MetricsFactory) {
    func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Counter {
      Counter(label: label, dimensions: dimensions, factory: factory)
    }
    func timer(_ step: String) -> Timer { Timer(label: "iotex_consensus_duration", dimensions: [("step", step)], factory: factory) }
    height = Gauge(label: "iotex_consensus_height", factory: factory)
    round = Gauge(label: "iotex_consensus_round", factory: factory)
    rounds = counter("iotex_consensus", [("result", "E_PREPARE")])
    decidedBlocks = counter("iotex_consensus", [("result", "ReachConsenus")])
    missedRounds = counter("iotex_consensus_missed_rounds")
    proposals = counter("iotex_consensus_proposals")
    invalidBlocks = counter("iotex_consensus_invalid_blocks")
    equivocations = counter("iotex_consensus_equivocations")
    overflows = counter("iotex_consensus_inbox_overflows")
    badMessages = counter("iotex_consensus_bad_messages")
    refusedSignatures = counter("iotex_consensus_refused_signatures")
    standDowns = counter("iotex_consensus_stand_downs")
    decision = timer("decide")
    minting = timer("mint")
    validation = timer("validate")
    commit = timer("commit")
  }

  func record(_ notice: ConsensusNotice) {
    switch notice {
    case .observation(.roundStarted(let id, _)):
      rounds.increment()
      round.record(id.number)
    case .observation(.roundMissed): missedRounds.increment()
    case .observation: break
    case .proposed: proposals.increment()
    case .mintingImpossible: break
    case .invalidBlock: invalidBlocks.increment()
    case .committed(let block):
      decidedBlocks.increment()
      height.record(block.height)
    case .equivocation: equivocations.increment()
    case .refusedToSign: refusedSignatures.increment()
    case .stoodDown: standDowns.increment()
    }
  }
}
