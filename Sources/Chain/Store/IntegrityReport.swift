/// What a check of the block store found.
public struct IntegrityReport: Hashable, Sendable {
  /// Blocks checked.
  public internal(set) var blocks: UInt64 = 0
  /// Actions checked.
  public internal(set) var actions: UInt64 = 0
  /// What is wrong, in the order in which it was found; no more than were asked for.
  public internal(set) var findings: [StoreCorruption] = []
  /// How many more findings there were.
  public internal(set) var omittedFindings = 0

  /// True when nothing is wrong.
  public var isSound: Bool { findings.isEmpty && omittedFindings == 0 }
}
