internal import ChainCrypto
public import ChainTypes
public import Primitives

/// No honest delegate signs two different things of one kind in one round, and none votes against a block that it has
/// voted to commit.
///
/// It reads every message that leaves a node. Rounds are told by the date of the endorsement, which is the same for all
/// votes of one kind in one round and for no others.
public final class DoubleSignCheck: SimulationCheck {
  public let name: StaticString = "double-sign"
  private let keys: [Int: Address]
  private let decoded: (Packet) -> ConsensusMessage?
  private var signed: [Slot: [UInt8]] = [:]
  private var committed: [Height: [UInt8]] = [:]
  /// Number of signatures looked at.
  public private(set) var examined = 0

  private struct Slot: Hashable {
    let node: Int
    let height: UInt64
    /// Of the vote; -1 for a proposal.
    let topic: Int32
    let date: Timestamp
  }

  private struct Height: Hashable {
    let node: Int
    let height: UInt64
  }

  /// A check.
  ///
  /// - Parameters:
  ///   - keys: the address that each honest node signs with.
  ///   - decoded: reads a consensus message.
  public init(keys: [Int: Address], decoded: @escaping (Packet) -> ConsensusMessage?) {
    self.keys = keys
    self.decoded = decoded
  }

  public func observe(_ observation: Observation, at node: Int, time: VirtualTime) -> String? {
    guard case .sent(let packet) = observation, packet.channel == .consensus, let key = keys[node] else { return nil }
    guard let message = decoded(packet) else { return "node \(node) sent a consensus message that cannot be read" }
    guard message.endorsement.endorser.address == key else { return nil }
    examined += 1
    let (topic, target): (Int32, [UInt8]) =
      switch message.document {
      case .proposal(let proposal): (-1, proposal.block.hash.bytes)
      case .vote(let vote): (vote.topic.rawValue, vote.blockHash)
      }
    let slot = Slot(node: node, height: message.height, topic: topic, date: message.endorsement.timestamp)
    if let first = signed.updateValue(target, forKey: slot), first != target {
      return "node \(node) signed \(Self.name(of: topic)) twice at height \(message.height), round of \(slot.date): "
        + "\(Self.text(first)), then \(Self.text(target))"
    }
    return contradiction(node, message, topic: topic, target: target)
  }

  /// What a vote has to do with an earlier vote to commit.
  private func contradiction(_ node: Int, _ message: ConsensusMessage, topic: Int32, target: [UInt8]) -> String? {
    guard topic >= 0, !target.isEmpty else { return nil }
    let height = Height(node: node, height: message.height)
    if let earlier = committed[height], earlier != target {
      return "node \(node) voted to commit \(Self.text(earlier)) at height \(message.height), and then signed "
        + "\(Self.name(of: topic)) for \(Self.text(target))"
    }
    if topic == ConsensusVote.Topic.commit.rawValue { committed[height] = target }
    return nil
  }

  private static func name(of topic: Int32) -> String {
    switch ConsensusVote.Topic(rawValue: topic) {
    case .proposal: "a PROPOSAL vote"
    case .lock: "a LOCK vote"
    case .commit: "a COMMIT vote"
    case nil: "a block"
    }
  }

  private static func text(_ target: [UInt8]) -> String { target.isEmpty ? "no block" : Hex.encode(Array(target.prefix(6))) }
}
