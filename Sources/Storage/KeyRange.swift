/// A half-open range of keys in bytewise order (unsigned bytes; a prefix sorts before its extensions).
public struct KeyRange: Hashable, Sendable {
  /// First key inside, inclusive; empty means from the start of the table.
  public var lower: [UInt8]
  /// First key beyond, exclusive; nil means to the end of the table.
  public var upper: [UInt8]?

  /// The keys k with `lower <= k < upper`.
  public init(lower: [UInt8] = [], upper: [UInt8]? = nil) {
    self.lower = lower
    self.upper = upper
  }

  /// Every key.
  public static let all = KeyRange()

  /// The keys that begin with `prefix`; an empty prefix means every key.
  public static func prefix(_ prefix: [UInt8]) -> KeyRange {
    KeyRange(lower: prefix, upper: firstKey(beyondPrefix: prefix))
  }

  /// The keys that begin with `prefix`, starting at `start` inclusively and going up, or down when `reverse`.
  ///
  /// An empty `start` means the near end of the prefix's range, whichever the direction.
  public init(prefix: [UInt8], from start: [UInt8], reverse: Bool) {
    self = .prefix(prefix)
    guard !start.isEmpty else { return }
    if reverse {
      let beyond = start + [0]  // the smallest key greater than `start`
      if let end = upper, end.lexicographicallyPrecedes(beyond) { return }
      upper = beyond
    } else if lower.lexicographicallyPrecedes(start) {
      lower = start
    }
  }

  /// The smallest key greater than every key with this prefix, or nil when there is none.
  static func firstKey(beyondPrefix prefix: [UInt8]) -> [UInt8]? {
    guard let last = prefix.lastIndex(where: { $0 != 0xff }) else { return nil }
    var key = Array(prefix[...last])
    key[last] += 1
    return key
  }

  /// True when the key is not below `lower`.
  func isAtOrAboveLower(_ key: UnsafeRawBufferPointer) -> Bool {
    lower.isEmpty || !Bytewise.precedes(key, lower)
  }

  /// True when the key is below `upper`.
  func isBelowUpper(_ key: UnsafeRawBufferPointer) -> Bool {
    guard let upper else { return true }
    return Bytewise.precedes(key, upper)
  }
}
