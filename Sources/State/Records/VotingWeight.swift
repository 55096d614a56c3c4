public import Primitives

/// The votes an account received: a number with a sign.
///
/// It becomes negative when a voter spends what it did not have when it voted (`action/protocol/account/transfer.go`).
/// Records keep only the magnitude, so the sign is lost when it is stored (golden quirk 8).
public struct VotingWeight: Hashable, Sendable {
  /// The absolute value, in Rau.
  public private(set) var magnitude: U256
  /// Whether the weight is below zero. Zero has no sign.
  public private(set) var isNegative: Bool

  /// No votes.
  public static let zero = VotingWeight(magnitude: .zero)

  /// A weight of this size.
  public init(magnitude: U256, isNegative: Bool = false) {
    self.magnitude = magnitude
    self.isNegative = isNegative && !magnitude.isZero
  }

  /// Adds an amount of Rau.
  ///
  /// The magnitude stops at the greatest 256-bit number. No chain gets there: an amount is part of a balance, and all
  /// balances together are what genesis gave out.
  public mutating func add(_ amount: U256) {
    if isNegative { moveToZero(by: amount) } else { moveFromZero(by: amount) }
  }

  /// Subtracts an amount of Rau; the magnitude stops as it does in ``add(_:)``.
  public mutating func subtract(_ amount: U256) {
    if isNegative { moveFromZero(by: amount) } else { moveToZero(by: amount) }
    if magnitude.isZero { isNegative = false }
  }

  private mutating func moveFromZero(by amount: U256) {
    magnitude = magnitude.adding(amount) ?? .max
  }

  /// Moves towards zero and, if the amount is greater than the magnitude, on to the other side.
  private mutating func moveToZero(by amount: U256) {
    if let rest = magnitude.subtracting(amount) {
      self = VotingWeight(magnitude: rest, isNegative: isNegative)
    } else {
      self = VotingWeight(magnitude: amount &- magnitude, isNegative: !isNegative)
    }
  }
}

extension VotingWeight: Comparable {
  /// Order of signed numbers.
  public static func < (left: VotingWeight, right: VotingWeight) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? left.magnitude > right.magnitude : left.magnitude < right.magnitude
  }
}
