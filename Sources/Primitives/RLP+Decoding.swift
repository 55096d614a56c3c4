extension RLP {
  /// The value that these bytes, all of them, encode.
  ///
  /// - Throws: `RLPError` for anything but the one encoding of a value, and for what exceeds the limits.
  public static func decode(_ bytes: [UInt8], limits: Limits = Limits()) throws(RLPError) -> RLPItem {
    guard bytes.count <= limits.maximumBytes else { throw .tooLong(bytes.count) }
    var decoder = Decoder(bytes: bytes, limits: limits)
    let item = try decoder.item(end: bytes.count, depth: 0)
    guard decoder.position == bytes.count else { throw .trailingBytes(offset: decoder.position) }
    return item
  }

  /// Reads values from the front to the back of one array of bytes.
  private struct Decoder {
    let bytes: [UInt8]
    let limits: Limits
    var position = 0
    var items = 0

    /// The value that begins at the position and must end by `end`; moves the position behind it.
    mutating func item(end: Int, depth: Int) throws(RLPError) -> RLPItem {
      items += 1
      guard items <= limits.maximumItems else { throw .tooManyItems(offset: position) }
      guard position < end else { throw .truncated(offset: position) }
      let first = bytes[position]
      switch first {
      case 0x00..<0x80:
        position += 1
        return .bytes([first])
      case 0x80..<0xc0:
        return .bytes(Array(bytes[try payload(of: first, base: 0x80, end: end)]))
      default:
        guard depth < limits.maximumDepth else { throw .tooDeep(offset: position) }
        let range = try payload(of: first, base: 0xc0, end: end)
        return .list(try members(in: range, depth: depth + 1))
      }
    }

    private mutating func members(in range: Range<Int>, depth: Int) throws(RLPError) -> [RLPItem] {
      var members = [RLPItem]()
      position = range.lowerBound
      while position < range.upperBound {
        members.append(try item(end: range.upperBound, depth: depth))
      }
      return members
    }

    /// The range of the bytes that follow a header; moves the position behind them.
    private mutating func payload(of first: UInt8, base: UInt8, end: Int) throws(RLPError) -> Range<Int> {
      let header = position
      position += 1
      let short = Int(first - base)
      let count = short < 56 ? short : try longCount(lengthBytes: short - 55, header: header, end: end)
      guard count <= end - position else { throw .truncated(offset: header) }
      let range = position..<(position + count)
      if base == 0x80 && count == 1 && bytes[position] < 0x80 { throw .notCanonical(offset: header) }
      position = range.upperBound
      return range
    }

    /// A length given in 1 to 8 bytes of its own.
    private mutating func longCount(lengthBytes: Int, header: Int, end: Int) throws(RLPError) -> Int {
      guard lengthBytes <= end - position else { throw .truncated(offset: header) }
      guard bytes[position] != 0 else { throw .notCanonical(offset: header) }
      var count: UInt64 = 0
      for _ in 0..<lengthBytes {
        count = count << 8 | UInt64(bytes[position])
        position += 1
      }
      guard count >= 56 else { throw .notCanonical(offset: header) }
      guard let count = Int(exactly: count) else { throw .truncated(offset: header) }
      return count
    }
  }
}
