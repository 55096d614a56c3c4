/// An attempt to agree on the block of a height.
public struct ConsensusRound: Hashable, Sendable {
  /// The height of the block.
  public var height: UInt64
  /// The number of the attempt, from 0.
  public var number: UInt32

  /// A round.
  public init(height: UInt64, number: UInt32) {
    self.height = height
    self.number = number
  }
}

extension ConsensusRound: Comparable {
  /// Whether the left round comes first.
  public static func < (left: ConsensusRound, right: ConsensusRound) -> Bool {
    (left.height, left.number) < (right.height, right.number)
  }
}

extension ConsensusRound: CustomStringConvertible {
  public var description: String { "\(height)/\(number)" }
}
