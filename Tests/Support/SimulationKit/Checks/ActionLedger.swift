internal import ChainTypes
public import Primitives

/// What became of every action that a user submitted: all are mined in the end, none twice, and none is in a block that
/// nobody submitted, but for the producers' own.
///
/// Users who see no confirmation submit again once everything has healed, as a wallet does; until then an action may be
/// lost with the only node that had it.
public final class ActionLedger: SimulationCheck {
  public let name: StaticString = "actions"
  private let honest: Set<Int>
  private var deadline: VirtualTime?
  private let patience: UInt64
  private var mined: [Hash256: UInt64] = [:]
  private var height: UInt64 = 0
  private var pending: Set<Hash256> = []
  /// What was submitted, in order, and the last refusal of it.
  public private(set) var submitted: [(action: Hash256, refusal: String?)] = []

  /// A check.
  ///
  /// - Parameter patience: how long after the healing the last action must be mined, in nanoseconds.
  public init(honest: [Int], patience: UInt64) {
    self.honest = Set(honest)
    self.patience = patience
  }

  /// Number of submitted actions that were mined.
  public var minedCount: Int { Set(submitted.map(\.action)).count { mined[$0] != nil } }

  /// Whether an action was mined.
  public func isMined(_ action: Hash256) -> Bool { mined[action] != nil }

  public var isSatisfied: Bool { pending.isEmpty }

  public func observe(_ observation: Observation, at node: Int, time: VirtualTime) -> String? {
    switch observation {
    case .submitted(let action, let refusal):
      submitted.append((action, refusal))
      if mined[action] == nil { pending.insert(action) }
    case .committed(let height, _, let block?) where honest.contains(node) && height > self.height:
      self.height = height
      for action in block.actions where !action.envelope.payload.kind.isSystem {
        if let earlier = mined.updateValue(height, forKey: action.hash) {
          return "action \(action.hash) was mined at height \(earlier) and again at \(height)"
        }
        pending.remove(action.hash)
      }
    case .healed: deadline = time.adding(patience)
    default: break
    }
    return nil
  }

  public func examine(at time: VirtualTime) -> String? {
    guard let deadline, time > deadline, let lost = pending.min() else { return nil }
    let refusal = submitted.last { $0.action == lost }?.refusal
    return "\(pending.count) of \(submitted.count) submitted actions are not mined long after the healing; the first is \(lost)"
      + (refusal.map { ", which was refused: \($0)" } ?? "")
  }
}
