/// Recursive Length Prefix encoding. Source: Ethereum Yellow Paper, appendix B.
///
/// Every value has exactly one encoding, and `decode` accepts no other.
public enum RLP {
  /// What a decoder grants to bytes from outside, before it allocates for them.
  public struct Limits: Sendable, Hashable {
    /// The greatest length of the whole encoding, in bytes.
    public var maximumBytes: Int
    /// How many lists may lie inside each other. Each costs a frame of the native stack.
    public var maximumDepth: Int
    /// How many values there may be, lists counted too. Each costs memory, however short its encoding.
    public var maximumItems: Int

    /// Limits of 16 MiB, 64 levels and about a million values unless given.
    public init(maximumBytes: Int = 16 << 20, maximumDepth: Int = 64, maximumItems: Int = 1 << 20) {
      self.maximumBytes = maximumBytes
      self.maximumDepth = maximumDepth
      self.maximumItems = maximumItems
    }
  }

  /// The encoding of a value.
  public static func encode(_ item: RLPItem) -> [UInt8] {
    var output = [UInt8]()
    output.reserveCapacity(encodedCount(of: item))
    append(item, to: &output)
    return output
  }

  /// Appends the encoding of a value.
  public static func append(_ item: RLPItem, to output: inout [UInt8]) {
    switch item {
    case .bytes(let bytes):
      append(bytes: bytes, to: &output)
    case .list(let items):
      appendHeader(shortBase: 0xc0, count: items.reduce(0) { $0 + encodedCount(of: $1) }, to: &output)
      for item in items { append(item, to: &output) }
    }
  }

  /// Appends the encoding of bytes.
  public static func append(bytes: [UInt8], to output: inout [UInt8]) {
    if bytes.count == 1 && bytes[0] < 0x80 {
      output.append(bytes[0])
    } else {
      appendHeader(shortBase: 0x80, count: bytes.count, to: &output)
      output.append(contentsOf: bytes)
    }
  }

  /// Appends what precedes the encoded members of a list, `count` bytes in all.
  public static func appendListHeader(count: Int, to output: inout [UInt8]) {
    appendHeader(shortBase: 0xc0, count: count, to: &output)
  }

  /// The number of bytes that `encode` gives.
  public static func encodedCount(of item: RLPItem) -> Int {
    switch item {
    case .bytes(let bytes):
      if bytes.count == 1 && bytes[0] < 0x80 { return 1 }
      return headerCount(bytes.count) + bytes.count
    case .list(let items):
      let count = items.reduce(0) { $0 + encodedCount(of: $1) }
      return headerCount(count) + count
    }
  }

  private static func headerCount(_ count: Int) -> Int {
    count < 56 ? 1 : 1 + (Int.bitWidth - count.leadingZeroBitCount + 7) / 8
  }

  private static func appendHeader(shortBase: UInt8, count: Int, to output: inout [UInt8]) {
    if count < 56 {
      output.append(shortBase + UInt8(count))
      return
    }
    let length = headerCount(count) - 1
    // 55 more than the short form's base, and then the length of the length.
    output.append(shortBase + 55 + UInt8(length))
    for index in (0..<length).reversed() {
      output.append(UInt8(truncatingIfNeeded: count >> (8 * index)))
    }
  }
}
