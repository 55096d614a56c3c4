import Primitives

extension WireInteger {
  /// What was found in a text.
  struct Parsed {
    /// The number, as Go leaves it behind whether or not `SetString` succeeds.
    let value: WireInteger
    /// Whether the whole text is a number: `SetString`'s second result.
    let isNumber: Bool
    /// Whether the number would be written as this very text.
    let isCanonical: Bool
  }

  /// Reads a number as Go's `SetString(text, 10)` does: an optional sign, then digits.
  ///
  /// The scan stops at the first character that is no digit; what was read until then stays in the number.
  static func parse(_ text: UnsafeRawBufferPointer) -> Parsed {
    var position = 0
    var isNegative = false
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      position = 1
    }
    let firstDigit = position
    while position < text.count, text[position] == UInt8(ascii: "0") { position += 1 }
    let firstSignificant = position
    while position < text.count, isDigit(text[position]) { position += 1 }

    let isNumber = position == text.count && position > firstDigit
    let digits = UnsafeRawBufferPointer(rebasing: text[firstSignificant..<position])
    let hasSign = isNegative && !digits.isEmpty
    let canonicalLength = (hasSign ? 1 : 0) + max(digits.count, 1)
    let narrow = digits.isEmpty ? U256.zero : U256(decimalDigits: digits)
    let magnitude = narrow.map(Magnitude.narrow) ?? .digits([UInt8](digits))
    return Parsed(
      value: WireInteger(magnitude: magnitude, isNegative: hasSign), isNumber: isNumber,
      isCanonical: isNumber && text.count == canonicalLength)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
