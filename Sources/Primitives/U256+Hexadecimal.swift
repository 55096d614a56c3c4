extension U256 {
  /// The number with these hexadecimal digits, either case, with or without `0x`.
  ///
  /// `nil` for no digits, any other character, and values of 2^256 and more. Leading zeros are accepted.
  public init?(hex text: some StringProtocol) {
    var text = String(text)
    let parsed: U256?? = text.withUTF8 { digits in
      var digits = digits[...]
      if digits.starts(with: [0x30, 0x78]) || digits.starts(with: [0x30, 0x58]) { digits = digits.dropFirst(2) }
      guard !digits.isEmpty else { return nil }
      var value = U256.zero
      for digit in digits {
        guard let nibble = Hex.value(of: digit), value.w3 &>> 60 == 0 else { return nil }
        value = value &<< 4
        value.w0 |= UInt64(nibble)
      }
      return value
    }
    guard let value = parsed ?? nil else { return nil }
    self = value
  }

  /// The hexadecimal digits, lower case, without `0x` and without leading zeros; "0" for zero.
  public var hex: String {
    guard !isZero else { return "0" }
    let digits = Hex.encode(minimalBigEndianBytes)
    return digits.hasPrefix("0") ? String(digits.dropFirst()) : digits
  }
}
