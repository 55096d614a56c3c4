/// Decimal text. Balances are stored as decimal digits (the reference marshals `big.Int` as text), so both directions
/// work on ASCII bytes, 19 digits at a time, and allocate nothing.
extension U256 {
  /// The most decimal digits a value has.
  public static var maximumDecimalDigits: Int { 78 }

  /// The number with these decimal digits; `nil` for no digits, any other character (signs too), and 2^256 and more.
  ///
  /// Leading zeros are accepted.
  public init?(decimal text: some StringProtocol) {
    let parsed = text.utf8.withContiguousStorageIfAvailable { U256(decimalDigits: UnsafeRawBufferPointer($0)) }
    if let parsed {
      guard let parsed else { return nil }
      self = parsed
      return
    }
    self.init(decimalDigits: [UInt8](text.utf8))
  }

  /// The number with these ASCII decimal digits; `nil` for no digits, any other byte, and 2^256 and more.
  public init?(decimalDigits digits: [UInt8]) {
    let parsed = digits.withUnsafeBytes { U256(decimalDigits: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The number with these ASCII decimal digits; `nil` for no digits, any other byte, and 2^256 and more.
  public init?(decimalDigits digits: UnsafeRawBufferPointer) {
    guard let base = digits.baseAddress, digits.count > 0 else { return nil }
    var position = digits.count % DecimalChunk.digits
    guard let leading = DecimalChunk.parse(base, count: position) else { return nil }
    var value = U256(leading)
    while position < digits.count {
      guard let chunk = DecimalChunk.parse(base + position, count: DecimalChunk.digits) else { return nil }
      position &+= DecimalChunk.digits
      if value.isZero {
        value.w0 = chunk
        continue
      }
      let (carry, product) = value.multipliedFullWidth(byLimb: DecimalChunk.base)
      let (sum, overflow) = product.addingReportingOverflow(U256(chunk))
      guard carry == 0, !overflow else { return nil }
      value = sum
    }
    self = value
  }

  /// The decimal digits, without leading zeros; "0" for zero.
  public var decimal: String {
    withDecimalDigits { String(decoding: $0, as: UTF8.self) }
  }

  /// The ASCII decimal digits, without leading zeros; "0" for zero.
  public var decimalBytes: [UInt8] {
    withDecimalDigits { [UInt8]($0) }
  }

  /// Appends the ASCII decimal digits, without leading zeros; "0" for zero.
  public func appendDecimal(to output: inout [UInt8]) {
    withDecimalDigits { output.append(contentsOf: $0) }
  }

  /// Calls `body` with the ASCII decimal digits, which live only that long.
  public func withDecimalDigits<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    // Four chunks of 19 digits, and the 24 bytes that the first one may touch.
    withUnsafeTemporaryAllocation(byteCount: 4 &* DecimalChunk.digits &+ 24, alignment: 8) { buffer in
      var start = buffer.count
      var rest = self
      while !rest.fitsUInt64 {
        let chunk = rest.removeDecimalChunk()
        start &-= DecimalChunk.digits
        DecimalChunk.write(chunk, to: buffer, at: start)
      }
      start = DecimalChunk.writeShort(rest.w0, to: buffer, endingAt: start)
      return body(UnsafeRawBufferPointer(rebasing: buffer[start...]))
    }
  }

  /// Divides by 10^19 in place and gives the remainder: the last 19 digits.
  @inline(__always)
  mutating func removeDecimalChunk() -> UInt64 {
    let limb = DecimalChunk.divisor
    var remainder: UInt64 = 0
    if w3 != 0 { w3 = limb.divide(&remainder, w3) }
    if (w2 | remainder) != 0 { w2 = limb.divide(&remainder, w2) }
    w1 = limb.divide(&remainder, w1)
    w0 = limb.divide(&remainder, w0)
    return remainder
  }
}
