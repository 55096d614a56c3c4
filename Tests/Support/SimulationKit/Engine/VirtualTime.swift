/// A moment of a simulation: nanoseconds since it began. No clock of the machine has any part in it.
public struct VirtualTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since the beginning.
  public let nanoseconds: UInt64

  /// The moment so many nanoseconds after the beginning.
  public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// The beginning.
  public static let zero = VirtualTime(nanoseconds: 0)

  /// Whether the left moment is the earlier one.
  public static func < (left: VirtualTime, right: VirtualTime) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The moment so many nanoseconds later; ends at the last one that can be told, after 584 years.
  public func adding(_ duration: UInt64) -> VirtualTime {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration)
    return VirtualTime(nanoseconds: overflow ? .max : sum)
  }
}

extension VirtualTime: CustomStringConvertible {
  /// Seconds with six digits behind the point.
  public var description: String {
    let micros = String(nanoseconds / 1000 % 1_000_000)
    return "\(nanoseconds / 1_000_000_000).\(String(repeating: "0", count: 6 - micros.count))\(micros)"
  }
}

/// Durations in nanoseconds, by name.
public enum Span {
  /// A thousandth of a second.
  public static let millisecond: UInt64 = 1_000_000
  /// A second.
  public static let second: UInt64 = 1_000_000_000
}
