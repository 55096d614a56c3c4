public import ChainTypes
public import Primitives

/// What the checks are told.
public enum Observation {
  /// A message leaves a node; once per message, whoever it is for.
  case sent(Packet)
  /// A node starts, with this chain on its disk.
  case started(height: UInt64, hash: Hash256)
  /// A node's machine dies.
  case crashed
  /// A node adds a block to its chain.
  case committed(height: UInt64, hash: Hash256, block: Block?)
  /// A user gives an action to a node.
  case submitted(action: Hash256, refusal: String?)
  /// All faults end.
  case healed
}

/// Watches a simulation for something that must never happen, or must happen in time.
public protocol SimulationCheck: AnyObject {
  /// What it is called in reports.
  var name: StaticString { get }
  /// Hears of something at a node, -1 for the whole network.
  ///
  /// - Returns: what is wrong, if it is.
  func observe(_ observation: Observation, at node: Int, time: VirtualTime) -> String?
  /// Is asked after every event.
  ///
  /// - Returns: what is wrong, if it is.
  func examine(at time: VirtualTime) -> String?
  /// Whether it has seen all that it waits for, so that the simulation may end.
  var isSatisfied: Bool { get }
}

extension SimulationCheck {
  /// Nothing is wrong.
  public func observe(_ observation: Observation, at node: Int, time: VirtualTime) -> String? { nil }
  /// Nothing is wrong.
  public func examine(at time: VirtualTime) -> String? { nil }
  /// It waits for nothing.
  public var isSatisfied: Bool { true }
}

/// A check that failed.
public struct Violation: Sendable {
  /// The name of the check.
  public let check: String
  /// What is wrong.
  public let detail: String
  /// When it was seen.
  public let time: VirtualTime

  /// A failure.
  public init(check: String, detail: String, time: VirtualTime) {
    self.check = check
    self.detail = detail
    self.time = time
  }
}
