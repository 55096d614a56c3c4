import ChainTypes
import Primitives
import SimulationKit
import Storage

/// A node of a small protocol of its own, to test the world without a chain: node 0 numbers announcements every second,
/// and the others commit them in order. What is committed is on disk.
final class ToyNode: SimulatedNode {
  /// What is broken on purpose.
  enum Flaw {
    case none
    /// Commits what arrives, whatever it is.
    case believesEverything
    /// Commits without waiting for the disk.
    case forgetsToSync
  }

  static let table = Table("toy")
  private let environment: NodeEnvironment
  private let flaw: Flaw
  private var height: UInt64 = 0
  private var timer: TimerID?

  init(_ environment: NodeEnvironment, flaw: Flaw) {
    self.environment = environment
    self.flaw = flaw
  }

  private static func hash(_ height: UInt64, _ variant: UInt8) -> Hash256 {
    Hash256(Array(repeating: variant, count: 24) + withUnsafeBytes(of: height.littleEndian) { Array($0) }) ?? .zero
  }

  func start() throws {
    height = UInt64(try environment.disk.store.snapshot().count(of: Self.table))
    environment.report(.started(height: height, hash: Self.hash(height, 1)))
    if environment.index == 0 { timer = environment.setTimer(after: Span.second, label: "announce") }
  }

  func receive(_ packet: Packet, from sender: Int) throws {
    let variant = packet.bytes[0]
    guard packet.number == height + 1, variant == 1 || flaw == .believesEverything else { return }
    try commit(variant)
  }

  func timerExpired(_ timer: TimerID) throws {
    guard timer == self.timer else { return }
    try commit(1)
    // Half of the nodes are told something else by a node that cheats.
    for receiver in 1..<environment.nodeCount {
      let variant: UInt8 = flaw == .believesEverything && receiver % 2 == 0 ? 2 : 1
      environment.send(Packet(.block, [variant], label: "announcement", number: height), to: receiver)
    }
    self.timer = environment.setTimer(after: Span.second, label: "announce")
  }

  func submit(_ action: [UInt8]) throws -> String? { nil }

  private func commit(_ variant: UInt8) throws {
    height += 1
    let key = withUnsafeBytes(of: height.bigEndian) { Array($0) }
    try environment.disk.store.write(flaw == .forgetsToSync ? .buffered : .synced) { try $0.put(Self.table, key, [variant]) }
    environment.report(.committed(height: height, hash: Self.hash(height, variant), block: nil))
  }
}

extension ToyNode {
  /// A world of toy nodes under an agreement check.
  static func world(_ scenario: Scenario, flaw: Flaw = .none, listener: ((TraceEvent) -> Void)? = nil) throws -> World {
    let check = AgreementCheck(nodeCount: scenario.nodes.count, honest: scenario.honest)
    return try World(
      scenario, origin: Timestamp(seconds: 1_500_000_000), trace: Trace(listener: listener), checks: [check],
      disk: { index, node in
        try SimulatedDisk(tables: [table], commitLatency: node.commitLatency, liesAboutSync: false, seed: scenario.seed &+ UInt64(index))
      }, makeNode: { ToyNode($0, flaw: flaw) })
  }

  /// A scenario without faults.
  static func calm(nodes: Int, seconds: UInt64) -> Scenario {
    Scenario(
      seed: 7, nodes: Array(repeating: Scenario.Node(), count: nodes), blockInterval: Span.second,
      healing: VirtualTime(nanoseconds: (seconds + 1) * Span.second), end: VirtualTime(nanoseconds: seconds * Span.second))
  }
}
