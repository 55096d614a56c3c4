/// A program that runs on a node of a simulation.
///
/// It is single-owner and synchronous: the world calls it, one event at a time, and it answers through its
/// `NodeEnvironment`. What it throws ends its life, as a crash of its machine or as a fault of its own.
public protocol SimulatedNode: AnyObject {
  /// Begins, on whatever its disk holds.
  func start() throws
  /// Receives a message.
  func receive(_ packet: Packet, from sender: Int) throws
  /// A timer that it set has expired.
  func timerExpired(_ timer: TimerID) throws
  /// Receives an action from a user of its own.
  ///
  /// - Returns: why it was refused; nil if it was admitted.
  func submit(_ action: [UInt8]) throws -> String?
}

/// Names a timer of one node.
public struct TimerID: Hashable, Sendable {
  /// Which timer; never used again in a simulation.
  public let number: UInt64

  /// The timer with a number.
  public init(number: UInt64) { self.number = number }
}

/// What nodes are, as far as the checks are concerned.
public enum NodeRole: Hashable, Sendable {
  /// Follows the protocol; everything it does is checked.
  case honest
  /// Does these things besides following the protocol. Nothing is expected of it.
  case byzantine([ByzantineBehaviour])
  /// Follows the protocol on a disk that forgets what it said was safe.
  case honestOnLyingDisk

  /// Whether it is one of those whose doings are checked.
  public var isHonest: Bool { self == .honest }
}
