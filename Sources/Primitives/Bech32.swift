/// Bech32 text (BIP-173): a human-readable part, "1", data in digits of five bits, and a checksum of six digits.
///
/// The limits are those of the reference's address library: 8 to 90 characters, ASCII 33 to 126, one case throughout.
public enum Bech32 {
  /// Encodes data of any length as bech32 text; the last digit is padded with zero bits.
  ///
  /// - Parameter prefix: the human-readable part, lower-case ASCII as callers write it.
  public static func encode(prefix: String, data: [UInt8]) -> String {
    let prefix = [UInt8](prefix.utf8)
    var text = prefix + [separator]
    let values = regroup(data)
    let sum = checksum(prefix: prefix, values: values)
    text.reserveCapacity(text.count + values.count + checksumCount)
    for value in values { text.append(character(for: value)) }
    for index in 0..<checksumCount { text.append(character(for: sum.digit(index))) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The human-readable part in lower case, and the data, of bech32 text.
  ///
  /// - Throws: `Bech32Error` if the text breaks a rule of BIP-173, or its digits leave more than four or other than zero
  ///   bits over.
  public static func decode(_ text: String) throws(Bech32Error) -> (prefix: String, data: [UInt8]) {
    let characters = try lowercased([UInt8](text.utf8))
    guard let split = characters.lastIndex(of: separator), split >= 1, split + 1 + checksumCount <= characters.count else {
      throw .misplacedSeparator
    }
    let prefix = Array(characters[..<split])
    var values = [UInt8]()
    values.reserveCapacity(characters.count - split - 1)
    for position in (split + 1)..<characters.count {
      guard let value = value(of: characters[position]) else { throw .notADigit(position: position) }
      values.append(value)
    }
    let payload = values.dropLast(checksumCount)
    let expected = checksum(prefix: prefix, values: payload)
    guard expected.matches(values.suffix(checksumCount)) else { throw .checksum(expected: expected.text) }
    return (String(decoding: prefix, as: UTF8.self), try joined(payload))
  }

  static var separator: UInt8 { 0x31 }
  static var checksumCount: Int { 6 }

  /// Checks length, characters and case.
  private static func lowercased(_ characters: [UInt8]) throws(Bech32Error) -> [UInt8] {
    guard (8...90).contains(characters.count) else { throw .length(characters.count) }
    var result = characters
    var hasLower = false
    var hasUpper = false
    for (position, character) in characters.enumerated() {
      switch character {
      case 0x41...0x5a:
        hasUpper = true
        result[position] = character | 0x20
      case 0x61...0x7a: hasLower = true
      case 33...126: break
      default: throw .character(position: position)
      }
    }
    if hasLower && hasUpper { throw .mixedCase }
    return result
  }

  /// Bytes as groups of five bits, the last one padded with zeros.
  private static func regroup(_ bytes: [UInt8]) -> [UInt8] {
    var values = [UInt8]()
    values.reserveCapacity((bytes.count * 8 + 4) / 5)
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      // At most 4 bits are kept from one byte to the next, so 12 are in use; older ones fall off the top unread.
      buffer = (buffer &<< 8) | UInt32(byte)
      bits &+= 8
      while bits >= 5 {
        bits &-= 5
        values.append(UInt8(truncatingIfNeeded: buffer &>> bits) & 31)
      }
    }
    if bits > 0 { values.append(UInt8(truncatingIfNeeded: buffer &<< (5 &- bits)) & 31) }
    return values
  }

  /// Groups of five bits as bytes; bits left over must be at most four, and zero.
  private static func joined(_ values: ArraySlice<UInt8>) throws(Bech32Error) -> [UInt8] {
    var bytes = [UInt8]()
    bytes.reserveCapacity(values.count * 5 / 8)
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for value in values {
      buffer = (buffer &<< 5) | UInt32(value)
      bits &+= 5
      if bits >= 8 {
        bits &-= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer &>> bits))
      }
    }
    guard bits <= 4, buffer & ((1 &<< bits) &- 1) == 0 else { throw .incompleteGroup }
    return bytes
  }
}
