/// An amount of tokens, counted in Rau: 10^18 Rau are 1 IOTX. Exact; never a floating-point number.
@frozen
public struct Rau: Sendable, Hashable {
  /// The number of Rau.
  public var value: U256

  /// An amount of `value` Rau.
  @inlinable
  public init(_ value: U256) {
    self.value = value
  }

  /// No tokens.
  @inlinable public static var zero: Rau { Rau(.zero) }

  /// `count` whole IOTX; every 64-bit number of them fits.
  @inlinable
  public static func iotx(_ count: UInt64) -> Rau {
    Rau(U256(count) &* U256(1_000_000_000_000_000_000))
  }

  /// `count` whole Qev (10^12 Rau), the unit of gas prices.
  @inlinable
  public static func qev(_ count: UInt64) -> Rau {
    Rau(U256(count) &* U256(1_000_000_000_000))
  }

  /// The sum, or `nil` if it is 2^256 Rau or more.
  @inlinable
  public func adding(_ other: Rau) -> Rau? {
    value.adding(other.value).map { Rau($0) }
  }

  /// The difference, or `nil` if `other` is greater.
  @inlinable
  public func subtracting(_ other: Rau) -> Rau? {
    value.subtracting(other.value).map { Rau($0) }
  }
}

extension Rau: Comparable {
  /// Order of the amounts.
  @inlinable
  public static func < (left: Rau, right: Rau) -> Bool { left.value < right.value }
}

extension Rau: CustomStringConvertible {
  /// The amount in IOTX, such as `1.5 IOTX`.
  public var description: String { formatted(unit: .iotx) + " IOTX" }
}
