internal import ChainTypes
internal import Consensus
internal import Foundation
internal import Primitives
internal import RollDPoS

/// What an operator sees of the consensus, as JSON: `/consensus` and `/consensus/evidence` at the admin port.
struct ConsensusReport: Encodable {
  let active: Bool
  let height: UInt64
  let round: UInt32
  let step: String
  let roundStart: String?
  let proposer: String?
  let isProposer: Bool
  let delegates: [String]
  let decidedBlocks: UInt64
  let missedRounds: UInt64
  let proposals: UInt64
  let invalidBlocks: UInt64
  let equivocations: UInt64
  let refusedSignatures: UInt64
  /// Messages that were of no use, by the reason.
  let dropped: [String: UInt64]

  init(_ status: ConsensusStatus) {
    let statistics = status.statistics
    active = status.isActive
    height = status.height
    round = status.round
    step = status.isInRound ? "\(status.step)" : "none"
    roundStart = status.roundStart.map { "\($0)" }
    proposer = status.proposer
    isProposer = status.isProposer
    delegates = status.delegates
    decidedBlocks = statistics.decidedBlocks
    missedRounds = statistics.missedRounds
    proposals = statistics.proposals
    invalidBlocks = statistics.invalidBlocks
    equivocations = statistics.equivocations
    refusedSignatures = statistics.refusedSignatures
    dropped = statistics.dropped
  }

  /// Proof that a delegate signed two different things: two messages of the reference's wire format, in hexadecimal digits.
  struct Evidence: Encodable {
    let delegate: String
    let kind: String
    let height: UInt64
    let first: String
    let second: String

    init(_ equivocation: Equivocation) {
      delegate = equivocation.delegate.bech32
      kind = "\(equivocation.kind)"
      height = equivocation.height
      first = Hex.encode(equivocation.first.encoded)
      second = Hex.encode(equivocation.second.encoded)
    }
  }

  /// A value as JSON with sorted keys and a line feed.
  static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let data = (try? encoder.encode(value)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
