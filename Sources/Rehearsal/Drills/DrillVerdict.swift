/// How a network took a perturbation.
public struct DrillVerdict: Sendable, Hashable, Codable {
  /// What was done.
  public var kind: DrillKind
  /// The node that it was done to, from 1.
  public var node: Int
  /// Seconds that the perturbation lasted.
  public var duration: Double
  /// Blocks that the other nodes finalized meanwhile.
  public var blocksMeanwhile: UInt64
  /// Seconds from the end of the perturbation until the node had the others' height; nil when it did not get there in time.
  public var recovery: Double?
  /// The same in rounds of the network, rounded up.
  public var recoveryRounds: Int?
  /// Whether no two nodes had different blocks at one height.
  public var isSafe: Bool
  /// What went wrong; empty for a drill that was passed.
  public var problems: [String]

  /// Whether the drill was passed.
  public var isPassed: Bool { problems.isEmpty }
}
