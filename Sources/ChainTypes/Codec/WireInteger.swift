public import Primitives

/// A number of any size as actions carry it: Go's `big.Int`, read from a decimal string or from big-endian bytes.
///
/// The reference ignores whether `SetString` succeeded, so what it reads from an odd text is part of the rules: the
/// number at the start of the text, or 0 (golden quirk 45). Numbers of up to 256 bits, all that any account can hold,
/// are kept as a ``U256``; wider ones are kept in the form in which they came, and cost nothing but memory.
public struct WireInteger: Sendable {
  enum Magnitude: Sendable {
    /// Up to 256 bits.
    case narrow(U256)
    /// More than 256 bits, as ASCII digits without leading zeros.
    case digits([UInt8])
    /// More than 256 bits, big-endian without leading zeros.
    case bytes([UInt8])
  }

  let magnitude: Magnitude
  /// Whether the number is below zero. Zero has no sign.
  public let isNegative: Bool

  /// A number of up to 256 bits that is not negative.
  public init(_ value: U256) {
    magnitude = .narrow(value)
    isNegative = false
  }

  /// A number from big-endian bytes, as Go's `SetBytes` reads them. Leading zeros and no bytes at all are allowed.
  public init(bigEndian bytes: [UInt8]) {
    isNegative = false
    let significant = [UInt8](bytes.drop { $0 == 0 })
    if let value = U256(bigEndian: significant) {
      magnitude = .narrow(value)
    } else {
      magnitude = .bytes(significant)
    }
  }

  /// The number that the reference gets from a text: a sign, if any, and all digits up to the first other character.
  public init(parsing text: String) {
    var copy = text
    self = copy.withUTF8 { Self.parse(UnsafeRawBufferPointer($0)).value }
  }

  /// A number of up to 256 bits with a sign.
  public init(_ magnitude: U256, isNegative: Bool) {
    self.magnitude = .narrow(magnitude)
    self.isNegative = isNegative && !magnitude.isZero
  }

  init(magnitude: Magnitude, isNegative: Bool) {
    self.magnitude = magnitude
    self.isNegative = isNegative
  }

  /// Zero.
  public static let zero = WireInteger(.zero)

  /// Whether the number is 0.
  public var isZero: Bool {
    if case .narrow(let value) = magnitude { value.isZero } else { false }
  }

  /// The number, or nil when it is negative or wider than 256 bits. No account can hold such an amount.
  public var value: U256? {
    if case .narrow(let value) = magnitude, !isNegative { value } else { nil }
  }

  /// The number in decimal, as Go's `String` writes it.
  public var decimal: String {
    var text: [UInt8] = []
    appendDecimal(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the number in decimal.
  func appendDecimal(to output: inout [UInt8]) {
    if isNegative { output.append(UInt8(ascii: "-")) }
    switch magnitude {
    case .narrow(let value): value.appendDecimal(to: &output)
    case .digits(let digits): output += digits
    case .bytes(let bytes): output += WideNumber(bigEndian: bytes).decimal.utf8
    }
  }

  /// The absolute value, big-endian without leading zeros, as Go's `Bytes` gives it; empty for 0.
  public var magnitudeBytes: [UInt8] {
    switch magnitude {
    case .narrow(let value): value.minimalBigEndianBytes
    case .digits(let digits): WideNumber(decimal: digits).bigEndian
    case .bytes(let bytes): bytes
    }
  }

  /// The number of bytes of the absolute value; 0 for 0.
  ///
  /// For numbers of more than ``digitsCountedExactly`` digits it is a lower bound, which is still above every limit on
  /// sizes: counting exactly takes time in the square of the length.
  public var byteCount: Int {
    switch magnitude {
    case .narrow(let value): value.byteWidthUsed
    case .bytes(let bytes): bytes.count
    case .digits(let digits) where digits.count <= Self.digitsCountedExactly: WideNumber(decimal: digits).bigEndian.count
    // A decimal digit holds more than 0.415 bytes.
    case .digits(let digits): digits.count / 1000 * 415
    }
  }

  /// Decimal numbers with more digits than this have their bytes estimated; 100,000 digits are 41,525 bytes.
  static let digitsCountedExactly = 100_000
}

extension WireInteger: Hashable {
  /// Whether the numbers are equal, however they came.
  public static func == (left: WireInteger, right: WireInteger) -> Bool {
    guard left.isNegative == right.isNegative else { return false }
    return switch (left.magnitude, right.magnitude) {
    case (.narrow(let a), .narrow(let b)): a == b
    case (.digits(let a), .digits(let b)): a == b
    case (.bytes(let a), .bytes(let b)): a == b
    case (.narrow, _), (_, .narrow): false
    default: left.magnitudeBytes == right.magnitudeBytes
    }
  }

  /// Hashes the sign and, of wide numbers, nothing else.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(isNegative)
    if case .narrow(let value) = magnitude { hasher.combine(value) }
  }
}

extension WireInteger: Comparable {
  /// Whether the left number is the smaller one.
  public static func < (left: WireInteger, right: WireInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isCloserToZero(than: left) : left.isCloserToZero(than: right)
  }

  private func isCloserToZero(than other: WireInteger) -> Bool {
    switch (magnitude, other.magnitude) {
    case (.narrow(let a), .narrow(let b)): return a < b
    case (.narrow, _): return true
    case (_, .narrow): return false
    case (.digits(let a), .digits(let b)): return a.count == b.count ? a.lexicographicallyPrecedes(b) : a.count < b.count
    default:
      let (a, b) = (magnitudeBytes, other.magnitudeBytes)
      return a.count == b.count ? a.lexicographicallyPrecedes(b) : a.count < b.count
    }
  }
}

extension WireInteger: CustomStringConvertible {
  /// The number in decimal.
  public var description: String { decimal }
}
