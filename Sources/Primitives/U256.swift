/// An unsigned 256-bit integer: four 64-bit limbs, arithmetic modulo 2^256 unless a name says otherwise.
///
/// This is the number type of balances, gas costs and the EVM's stack. It never traps and never allocates in
/// arithmetic: wrapping operators are spelled `&+`, `&-`, `&*`; checked forms return `nil` or report the overflow;
/// division by zero gives zero, which is the EVM's rule (Ethereum Yellow Paper, appendix H).
///
/// It is not a `BinaryInteger`: the generic protocols would invite trapping operators into consensus code.
@frozen
public struct U256: Sendable, Hashable {
  /// Bits 0 to 63, the least significant limb.
  public var w0: UInt64
  /// Bits 64 to 127.
  public var w1: UInt64
  /// Bits 128 to 191.
  public var w2: UInt64
  /// Bits 192 to 255, the most significant limb.
  public var w3: UInt64

  /// The number with the given limbs, `w0` being the least significant.
  @inlinable @inline(__always)
  public init(w0: UInt64, w1: UInt64, w2: UInt64, w3: UInt64) {
    self.w0 = w0
    self.w1 = w1
    self.w2 = w2
    self.w3 = w3
  }

  /// The number zero.
  @inlinable @inline(__always)
  public init() {
    self.init(w0: 0, w1: 0, w2: 0, w3: 0)
  }

  /// The number with the value of a 64-bit integer.
  @inlinable @inline(__always)
  public init(_ value: UInt64) {
    self.init(w0: value, w1: 0, w2: 0, w3: 0)
  }

  /// One for `true`, zero for `false`: how the EVM writes a truth value.
  @inlinable @inline(__always)
  public init(_ condition: Bool) {
    self.init(condition ? 1 : 0)
  }

  /// 0.
  @inlinable public static var zero: U256 { @inline(__always) get { U256() } }
  /// 1.
  @inlinable public static var one: U256 { @inline(__always) get { U256(1) } }
  /// 2^256 - 1, the greatest value.
  @inlinable public static var max: U256 { @inline(__always) get { U256(w0: .max, w1: .max, w2: .max, w3: .max) } }

  /// The limbs, `limbs.0` being the least significant.
  @inlinable public var limbs: (UInt64, UInt64, UInt64, UInt64) {
    @inline(__always) get { (w0, w1, w2, w3) }
  }

  /// Whether the value is 0.
  @inlinable public var isZero: Bool {
    @inline(__always) get { (w0 | w1 | w2 | w3) == 0 }
  }

  /// The value as a 64-bit integer, or `nil` if it is 2^64 or more.
  @inlinable public var asUInt64: UInt64? {
    @inline(__always) get { fitsUInt64 ? w0 : nil }
  }

  /// The value as a non-negative `Int`, or `nil` if it is 2^63 or more.
  @inlinable public var asInt: Int? {
    @inline(__always) get { fitsUInt64 ? Int(exactly: w0) : nil }
  }

  /// Whether the value is below 2^64.
  @inlinable public var fitsUInt64: Bool {
    @inline(__always) get { (w1 | w2 | w3) == 0 }
  }

  /// The value as a 64-bit integer, or `UInt64.max` if it is 2^64 or more: for sizes and gas that are refused when huge.
  @inlinable public var clampedToUInt64: UInt64 {
    @inline(__always) get { fitsUInt64 ? w0 : .max }
  }

  /// Whether both are the same.
  @inlinable @inline(__always)
  public static func == (left: U256, right: U256) -> Bool {
    ((left.w0 ^ right.w0) | (left.w1 ^ right.w1) | (left.w2 ^ right.w2) | (left.w3 ^ right.w3)) == 0
  }

  /// Feeds all of the words to the hasher.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    hasher.combine(w0)
    hasher.combine(w1)
    hasher.combine(w2)
    hasher.combine(w3)
  }
}

extension U256: Comparable {
  /// Unsigned order.
  @inlinable @inline(__always)
  public static func < (left: U256, right: U256) -> Bool {
    // Upper and lower halves side by side and no branches: contracts compare numbers of unpredictable size.
    let upper = bit(left.w3 < right.w3) | (bit(left.w3 == right.w3) & bit(left.w2 < right.w2))
    let lower = bit(left.w1 < right.w1) | (bit(left.w1 == right.w1) & bit(left.w0 < right.w0))
    let tied = bit(left.w3 == right.w3) & bit(left.w2 == right.w2)
    return (upper | (tied & lower)) != 0
  }

  /// Unsigned order.
  @inlinable @inline(__always)
  public static func > (left: U256, right: U256) -> Bool { right < left }

  /// Unsigned order.
  @inlinable @inline(__always)
  public static func <= (left: U256, right: U256) -> Bool { !(right < left) }

  /// Unsigned order.
  @inlinable @inline(__always)
  public static func >= (left: U256, right: U256) -> Bool { !(left < right) }
}

extension U256: ExpressibleByIntegerLiteral {
  /// Literals up to 2^64 - 1; the compiler refuses others.
  @inlinable @inline(__always)
  public init(integerLiteral value: UInt64) {
    self.init(value)
  }
}

extension U256: CustomStringConvertible {
  /// The decimal digits.
  public var description: String { decimal }
}
