/// A moment in Unix time, as headers, footers and endorsements carry it (`google.protobuf.Timestamp`).
///
/// What is decoded is valid by the rules of Go's `ptypes.Timestamp`; values made in code should be.
@frozen
public struct Timestamp: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before.
  public var seconds: Int64
  /// Nanoseconds after `seconds`, 0 … 999,999,999.
  public var nanoseconds: Int32

  /// A moment.
  @inlinable
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The first second that can be written: 0001-01-01T00:00:00Z, Go's zero time.
  ///
  /// It is the commit time of a block without a footer (`blockchain/block/footer.go`).
  public static let goZeroTime = Timestamp(seconds: -62_135_596_800)
  /// The first moment that cannot be written any more: 10000-01-01T00:00:00Z.
  static let end = Timestamp(seconds: 253_402_300_800)

  /// Whether the moment can be written: from the year 1 to the year 9999, with nanoseconds in their range.
  public var isValid: Bool {
    seconds >= Self.goZeroTime.seconds && seconds < Self.end.seconds && nanoseconds >= 0 && nanoseconds < 1_000_000_000
  }
}

extension Timestamp: Comparable {
  /// Whether the left moment is the earlier one.
  @inlinable
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

extension Timestamp: CustomStringConvertible {
  /// Seconds, a point and nine digits of nanoseconds.
  public var description: String {
    let digits = String(nanoseconds)
    return "\(seconds).\(String(repeating: "0", count: max(0, 9 - digits.count)))\(digits)"
  }
}

extension Timestamp {
  /// The moment after so many nanoseconds, or nil when it cannot be written.
  public func adding(nanoseconds duration: Int64) -> Timestamp? {
    let billion: Int64 = 1_000_000_000
    let sum = Int64(nanoseconds) + duration % billion
    let carry = sum < 0 ? -1 : sum / billion
    let (whole, overflow) = seconds.addingReportingOverflow(duration / billion + carry)
    let result = Timestamp(seconds: whole, nanoseconds: Int32(truncatingIfNeeded: sum - carry * billion))
    return overflow || !result.isValid ? nil : result
  }

  /// The nanoseconds from another moment to this one; negative when the other is later, nil when they need more than 64 bits.
  public func nanoseconds(since other: Timestamp) -> Int64? {
    let (whole, overflow) = seconds.subtractingReportingOverflow(other.seconds)
    let (scaled, overflowOfScale) = whole.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflowOfSum) = scaled.addingReportingOverflow(Int64(nanoseconds) - Int64(other.nanoseconds))
    return overflow || overflowOfScale || overflowOfSum ? nil : sum
  }

  func encode(into writer: inout ProtobufWriter) {
    writer.int64(1, seconds)
    writer.int32(2, nanoseconds)
  }
}

extension ProtobufWriter {
  /// A time; it is written even when it is the start of 1970.
  public mutating func timestamp(_ field: Int, _ value: Timestamp) {
    message(field) { value.encode(into: &$0) }
  }
}
