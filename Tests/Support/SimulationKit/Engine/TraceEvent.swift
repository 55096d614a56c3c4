/// One thing that happened in a simulation, small enough to record all of them.
public struct TraceEvent: Sendable {
  /// What happened.
  public enum Kind: UInt8, Sendable {
    case sent, delivered, duplicated, lost, blocked, unheard, timer, committed, crashed, restarted, partitioned, healed, skewed, slowed
    case submitted, misbehaved, noticed, synced, finished
  }

  /// When.
  public let time: VirtualTime
  /// What happened.
  public let kind: Kind
  /// At which node; -1 for the network as a whole.
  public let node: Int
  /// The other node of a message; -1 for none.
  public let peer: Int
  /// What it was about.
  public let label: StaticString
  /// The height or another number.
  public let number: UInt64
  /// Names a message, block or action.
  public let digest: UInt64

  /// An event.
  public init(
    time: VirtualTime, kind: Kind, node: Int = -1, peer: Int = -1, label: StaticString = "", number: UInt64 = 0, digest: UInt64 = 0
  ) {
    self.time = time
    self.kind = kind
    self.node = node
    self.peer = peer
    self.label = label
    self.number = number
    self.digest = digest
  }

  /// Adds the event to a hash.
  func fold(into hash: inout RunningHash) {
    hash.fold(time.nanoseconds)
    hash.fold(UInt64(kind.rawValue) | UInt64(UInt16(truncatingIfNeeded: node)) << 8 | UInt64(UInt16(truncatingIfNeeded: peer)) << 24)
    hash.fold(label)
    hash.fold(number)
    hash.fold(digest)
  }
}

extension TraceEvent: CustomStringConvertible {
  /// One line: time, node, what happened.
  public var description: String {
    var parts = [time.description, node < 0 ? "network" : "node \(node)", "\(kind)"]
    if peer >= 0 { parts.append(kind == .sent || kind == .lost || kind == .blocked ? "to \(peer)" : "from \(peer)") }
    if label.utf8CodeUnitCount > 0 { parts.append("\(label)") }
    if number != 0 { parts.append("#\(number)") }
    if digest != 0 { parts.append(String(digest, radix: 16)) }
    return parts.joined(separator: " ")
  }
}
