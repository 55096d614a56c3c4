/// Hexadecimal text for bytes: two digits a byte, in order.
public enum Hex {
  /// Whether `decode` takes a leading `0x` (or `0X`).
  public enum Prefix: Sendable, Hashable {
    /// Text with the prefix is an error, as in Go's `hex.DecodeString`.
    case refused
    /// Text may have the prefix.
    case optional
    /// Text without the prefix is an error.
    case required
  }

  /// The lower-case digits, without a prefix.
  public static func encode(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { encode($0) }
  }

  /// The lower-case digits, without a prefix.
  public static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: bytes.count &* 2) { output in
      var position = 0
      for byte in bytes {
        output[position] = digit(byte &>> 4)
        output[position &+ 1] = digit(byte & 15)
        position &+= 2
      }
      return position
    }
  }

  /// Appends the lower-case digits to `output`.
  public static func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + bytes.count * 2)
    for byte in bytes {
      output.append(digit(byte &>> 4))
      output.append(digit(byte & 15))
    }
  }

  /// The bytes of hexadecimal text in either case.
  ///
  /// - Throws: `HexError` for a missing or unexpected prefix, an odd number of digits, or any other character.
  public static func decode(_ text: String, prefix: Prefix = .refused) throws(HexError) -> [UInt8] {
    var text = text
    // The closure must not throw: `withUTF8` would widen the error's type.
    let result: Result<[UInt8], HexError> = text.withUTF8 { digits in
      do throws(HexError) {
        return .success(try decode(UnsafeRawBufferPointer(digits), prefix: prefix))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The bytes of hexadecimal ASCII text in either case.
  ///
  /// - Throws: `HexError` for a missing or unexpected prefix, an odd number of digits, or any other character.
  public static func decode(_ text: UnsafeRawBufferPointer, prefix: Prefix = .refused) throws(HexError) -> [UInt8] {
    let start = try digits(of: text, prefix: prefix)
    var wrong: Int?
    let bytes = [UInt8](unsafeUninitializedCapacity: (text.count &- start) / 2) { output, count in
      wrong = decode(text, from: start, into: UnsafeMutableRawBufferPointer(output))
      count = wrong == nil ? output.count : 0
    }
    if let wrong { throw .notADigit(position: wrong) }
    return bytes
  }

  /// Where the digits begin; their number is even.
  private static func digits(of text: UnsafeRawBufferPointer, prefix: Prefix) throws(HexError) -> Int {
    let hasPrefix = text.count >= 2 && text[0] == 0x30 && (text[1] | 0x20) == 0x78
    if prefix == .required && !hasPrefix { throw .missingPrefix }
    let start = hasPrefix && prefix != .refused ? 2 : 0
    guard (text.count &- start).isMultiple(of: 2) else { throw .oddDigitCount(text.count &- start) }
    return start
  }

  /// Fills `output`, which is half as long as the digits from `start` on; gives the position of the first that is none.
  private static func decode(_ text: UnsafeRawBufferPointer, from start: Int, into output: UnsafeMutableRawBufferPointer) -> Int? {
    var position = start
    for index in output.indices {
      guard let high = value(of: text[position]) else { return position }
      guard let low = value(of: text[position &+ 1]) else { return position &+ 1 }
      output[index] = high &<< 4 | low
      position &+= 2
    }
    return nil
  }

  /// Fills `output` with the bytes of exactly as many digits, with or without `0x`; says whether the text is that.
  static func decode(_ text: String, exactlyInto output: UnsafeMutableRawBufferPointer) -> Bool {
    var text = text
    return text.withUTF8 { digits in
      let digits = UnsafeRawBufferPointer(digits)
      guard let start = try? self.digits(of: digits, prefix: .optional), digits.count &- start == output.count &* 2 else {
        return false
      }
      return decode(digits, from: start, into: output) == nil
    }
  }

  /// The digit for a value of 0 to 15.
  @inline(__always)
  static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? 0x30 &+ nibble : 0x57 &+ nibble
  }

  /// The value of an ASCII digit in either case, or `nil`.
  @inline(__always)
  static func value(of digit: UInt8) -> UInt8? {
    // Chosen rather than jumped to: whether a digit is a letter cannot be guessed.
    let number = digit &- 0x30
    let letter = (digit | 0x20) &- 0x61
    let value = number < 10 ? number : letter &+ 10
    return number < 10 || letter < 6 ? value : nil
  }
}
