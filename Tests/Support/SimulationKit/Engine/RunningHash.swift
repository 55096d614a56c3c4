/// A hash that grows with everything that happens, to compare two runs of one simulation.
///
/// It is made for speed and for accidents, not against attackers: two lanes of 64 bits, multiplied and mixed per word.
public struct RunningHash: Hashable, Sendable {
  private var first: UInt64 = 0x243f_6a88_85a3_08d3
  private var second: UInt64 = 0x1319_8a2e_0370_7344

  /// The hash of nothing.
  public init() {}

  /// Adds a word. The arithmetic of mixing wraps on purpose.
  public mutating func fold(_ word: UInt64) {
    let product = (first ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    first = product.low ^ product.high ^ second
    second = (second &+ word) &* 0xd6e8_feb8_6659_fd93
    second ^= second >> 32
  }

  /// Adds a text.
  public mutating func fold(_ text: StaticString) {
    text.withUTF8Buffer { fold(UnsafeRawBufferPointer($0)) }
  }

  /// Adds bytes, and how many they are.
  public mutating func fold(_ bytes: UnsafeRawBufferPointer) {
    fold(UInt64(bytes.count))
    var offset = 0
    while offset + 8 <= bytes.count {
      fold(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    guard offset < bytes.count else { return }
    var rest: UInt64 = 0
    for (position, byte) in bytes[offset...].enumerated() { rest |= UInt64(byte) << (8 * UInt64(position)) }
    fold(rest)
  }

  /// The first lane, mixed with the other.
  public var value: UInt64 { (first ^ (second << 29 | second >> 35)) &* 0x94d0_49bb_1331_11eb }

  /// 32 hexadecimal digits.
  public var hex: String { Self.digits(first) + Self.digits(second) }

  /// The hash of some bytes alone.
  public static func of(_ bytes: [UInt8]) -> UInt64 {
    var hash = RunningHash()
    bytes.withUnsafeBytes { hash.fold($0) }
    return hash.value
  }

  private static func digits(_ word: UInt64) -> String {
    let text = String(word, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
