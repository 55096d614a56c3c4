/// The units of IoTeX amounts, each a thousand times the one before. Source: the reference's `pkg/unit`.
@frozen
public enum RauUnit: String, CaseIterable, Hashable, Sendable {
  /// The smallest amount there is.
  case rau
  /// 10^3 Rau.
  case krau
  /// 10^6 Rau.
  case mrau
  /// 10^9 Rau.
  case grau
  /// 10^12 Rau; gas prices are quoted in it.
  case qev
  /// 10^15 Rau. The reference's constant is spelt `Jin`, its documents say Jing.
  case jing
  /// 10^18 Rau: one token.
  case iotx

  /// The number of decimal places of an amount in this unit: 0 for Rau, 18 for IOTX.
  public var decimals: Int {
    switch self {
    case .rau: 0
    case .krau: 3
    case .mrau: 6
    case .grau: 9
    case .qev: 12
    case .jing: 15
    case .iotx: 18
    }
  }

  /// How many Rau one unit is.
  public var rau: U256 { U256(10).power(U256(UInt64(decimals))) }
}
