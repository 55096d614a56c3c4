/// Bytes as text in Bitcoin's base 58: the bytes as one large number, and a `1` for every leading zero byte.
public enum Base58 {
  /// The longest text that `decode` takes: the work grows with the square of the length.
  public static let maximumTextLength = 256

  private static let alphabet = [UInt8]("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  /// The text for bytes.
  public static func encode(_ bytes: [UInt8]) -> String {
    let zeros = bytes.prefix { $0 == 0 }.count
    // Digits of the number, lowest first.
    var digits: [UInt8] = []
    digits.reserveCapacity(bytes.count * 138 / 100 + 1)
    for byte in bytes.dropFirst(zeros) {
      var carry = Int(byte)
      for index in digits.indices {
        carry += Int(digits[index]) << 8
        digits[index] = UInt8(carry % 58)
        carry /= 58
      }
      while carry > 0 {
        digits.append(UInt8(carry % 58))
        carry /= 58
      }
    }
    let text = [UInt8](repeating: alphabet[0], count: zeros) + digits.reversed().map { alphabet[Int($0)] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of text.
  ///
  /// - Throws: `notBase58` for another character or more than `maximumTextLength` of them.
  public static func decode(_ text: some StringProtocol) throws(IdentityError) -> [UInt8] {
    let characters = [UInt8](text.utf8)
    guard characters.count <= maximumTextLength else { throw .notBase58 }
    let zeros = characters.prefix { $0 == alphabet[0] }.count
    // The number's bytes, lowest first.
    var number: [UInt8] = []
    for character in characters.dropFirst(zeros) {
      var carry = Int(values[Int(character)])
      guard carry < 58 else { throw .notBase58 }
      for index in number.indices {
        carry += Int(number[index]) * 58
        number[index] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      if carry > 0 { number.append(UInt8(carry)) }
    }
    return [UInt8](repeating: 0, count: zeros) + number.reversed()
  }
}
