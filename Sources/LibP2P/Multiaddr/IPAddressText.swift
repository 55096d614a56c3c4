/// IP addresses as text, in the forms that the reference reads and prints (Go's `net.IP`).
enum IPAddressText {
  /// Four bytes of `1.2.3.4`; no leading zeros.
  static func parse4(_ text: some StringProtocol) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), part == "0" || part.first != "0",
        let byte = UInt8(part)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// Sixteen bytes of an RFC 4291 text: groups of hexadecimal digits, one `::`, and perhaps dotted decimals at the end.
  static func parse6(_ text: some StringProtocol) -> [UInt8]? {
    guard text.utf8.count <= 45 else { return nil }
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    switch halves.count {
    case 1:
      guard let bytes = groups(halves[0], mayEndInDecimals: true), bytes.count == 16 else { return nil }
      return bytes
    case 2:
      guard let head = halves[0].isEmpty ? [] : groups(halves[0], mayEndInDecimals: false),
        let tail = halves[1].isEmpty ? [] : groups(halves[1], mayEndInDecimals: true), head.count + tail.count < 16
      else { return nil }
      return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    default: return nil
    }
  }

  private static func groups(_ text: some StringProtocol, mayEndInDecimals: Bool) -> [UInt8]? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 8 else { return nil }
    var bytes: [UInt8] = []
    for (index, part) in parts.enumerated() {
      if mayEndInDecimals, index == parts.count - 1, part.contains(".") {
        guard let decimals = parse4(part) else { return nil }
        bytes += decimals
      } else {
        guard (1...4).contains(part.utf8.count), part.first != "+", part.first != "-", let group = UInt16(part, radix: 16) else {
          return nil
        }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return bytes
  }

  /// `1.2.3.4` of four bytes.
  static func format4(_ bytes: ArraySlice<UInt8>) -> String { bytes.map { String($0) }.joined(separator: ".") }

  /// RFC 5952 text of sixteen bytes: the longest run of at least two zero groups is `::`. Mapped IPv4 addresses end in
  /// dotted decimals.
  static func format6(_ bytes: ArraySlice<UInt8>) -> String {
    let start = bytes.startIndex
    let groups = (0..<8).map { UInt16(bytes[start + 2 * $0]) << 8 | UInt16(bytes[start + 2 * $0 + 1]) }
    if groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF { return "::ffff:" + format4(bytes.suffix(4)) }
    var best = 0..<0
    var index = 0
    while index < 8 {
      let end = groups[index...].firstIndex { $0 != 0 } ?? 8
      if end - index >= 2, end - index > best.count { best = index..<end }
      index = max(end, index + 1)
    }
    func text(_ range: Range<Int>) -> String { groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
    return best.isEmpty ? text(0..<8) : text(0..<best.lowerBound) + "::" + text(best.upperBound..<8)
  }
}
