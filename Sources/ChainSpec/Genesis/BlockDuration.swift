/// A length of time in nanoseconds, as a genesis states the block interval and hashes it.
public struct BlockDuration: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The length in nanoseconds; in a valid genesis above zero.
  public let nanoseconds: Int64

  /// A length in nanoseconds.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// A length in whole seconds, at most 2^33.
  public static func seconds(_ seconds: Int32) -> BlockDuration { BlockDuration(nanoseconds: Int64(seconds) * 1_000_000_000) }

  /// A length in Go's notation, such as `10s` or `2.5s`; nil if the text is none.
  public init?(parsing text: String) {
    guard let nanoseconds = GoDuration.nanoseconds(parsing: text) else { return nil }
    self.init(nanoseconds: nanoseconds)
  }

  /// The same length as the standard library's type.
  public var duration: Duration { .nanoseconds(nanoseconds) }

  /// The length in Go's notation.
  public var description: String { GoDuration.text(nanoseconds: nanoseconds) }

  /// Shorter lengths come first.
  public static func < (left: BlockDuration, right: BlockDuration) -> Bool { left.nanoseconds < right.nanoseconds }
}
