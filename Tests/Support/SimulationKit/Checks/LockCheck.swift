internal import ChainCrypto
public import ChainTypes
public import Primitives
public import RollDPoS

/// No honest delegate leaves a block that it has locked for another, unless more than two thirds of the delegates endorsed
/// something else in a later round; and what an honest delegate voted to commit is what is committed.
///
/// It counts every vote that leaves any node, so that whatever a delegate can have seen is among them.
public final class LockCheck: SimulationCheck {
  public let name: StaticString = "lock"
  private let keys: [Int: Address]
  private let delegates: Set<Address>
  private let timeouts: ConsensusTimeouts
  private let decoded: (Packet) -> ConsensusMessage?
  /// Who endorsed what, by the start of the round.
  private var endorsers: [UInt64: [Timestamp: [[UInt8]: Set<Address>]]] = [:]
  /// Votes to commit, which count in every round.
  private var commits: [UInt64: [[UInt8]: Set<Address>]] = [:]
  private var locks: [UInt64: [Int: (block: [UInt8], round: Timestamp)]] = [:]
  /// What honest delegates voted to commit.
  private var promised: [UInt64: (block: [UInt8], node: Int)] = [:]
  private var committed: [UInt64: [UInt8]] = [:]

  /// A check.
  ///
  /// - Parameters:
  ///   - keys: the address that each honest delegate signs with.
  ///   - decoded: reads a consensus message.
  public init(
    keys: [Int: Address], delegates: [Address], timeouts: ConsensusTimeouts, decoded: @escaping (Packet) -> ConsensusMessage?
  ) {
    self.keys = keys
    self.delegates = Set(delegates)
    self.timeouts = timeouts
    self.decoded = decoded
  }

  public func observe(_ observation: Observation, at node: Int, time: VirtualTime) -> String? {
    switch observation {
    case .sent(let packet) where packet.channel == .consensus:
      guard let message = decoded(packet), case .vote(let vote) = message.document else { return nil }
      let endorser = message.endorsement.endorser.address
      guard delegates.contains(endorser) else { return nil }
      return examine(vote, message, endorser, at: keys[node] == endorser ? node : nil)
    case .committed(let height, let hash, _) where keys[node] != nil:
      committed[height] = hash.bytes
      // Heights long decided are of no interest.
      if height > 4 { forget(height - 4) }
      return broken(at: height)
    default: return nil
    }
  }

  private func examine(_ vote: ConsensusVote, _ message: ConsensusMessage, _ endorser: Address, at node: Int?) -> String? {
    let height = message.height
    let step: Int64 =
      switch vote.topic {
      case .proposal: timeouts.acceptBlock
      case .lock: timeouts.acceptBlock + timeouts.acceptProposalEndorsements
      case .commit: timeouts.round
      }
    let round = message.endorsement.timestamp.adding(nanoseconds: -step) ?? message.endorsement.timestamp
    switch vote.topic {
    case .proposal:
      endorsers[height, default: [:]][round, default: [:]][vote.blockHash, default: []].insert(endorser)
      if let node { return departure(of: node, to: vote.blockHash, height, round) }
    case .lock:
      if let node { locks[height, default: [:]][node] = (vote.blockHash, round) }
    case .commit:
      commits[height, default: [:]][vote.blockHash, default: []].insert(endorser)
      guard let node else { return nil }
      if let promise = promised[height], promise.block != vote.blockHash {
        return "at height \(height) node \(promise.node) voted to commit \(Self.text(promise.block)), and node \(node) "
          + Self.text(vote.blockHash)
      }
      promised[height] = (vote.blockHash, node)
      return broken(at: height)
    }
    return nil
  }

  /// What is wrong with an honest delegate's endorsement, given its lock.
  private func departure(of node: Int, to target: [UInt8], _ height: UInt64, _ round: Timestamp) -> String? {
    guard let lock = locks[height]?[node], lock.block != target, round > lock.round else { return nil }
    let isReleased = (endorsers[height] ?? [:]).contains { later, votes in
      later > lock.round && later <= round
        && votes.contains { other, voters in
          other != lock.block && 3 * voters.union(commits[height]?[other] ?? []).count > 2 * delegates.count
        }
    }
    if isReleased {
      locks[height]?[node] = nil
      return nil
    }
    return "node \(node) is locked on \(Self.text(lock.block)) at height \(height) since the round of \(lock.round), and endorsed "
      + "\(Self.text(target)) in the round of \(round) although too few endorsed anything else since"
  }

  /// What is wrong with the block of a height, given what honest delegates voted to commit.
  private func broken(at height: UInt64) -> String? {
    guard let promise = promised[height], let block = committed[height], promise.block != block else { return nil }
    return "node \(promise.node) voted to commit \(Self.text(promise.block)) at height \(height), and \(Self.text(block)) was committed"
  }

  private func forget(_ height: UInt64) {
    endorsers[height] = nil
    commits[height] = nil
    locks[height] = nil
  }

  private static func text(_ target: [UInt8]) -> String { target.isEmpty ? "no block" : Hex.encode(Array(target.prefix(6))) }
}
