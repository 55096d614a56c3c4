/// Why text is not an amount of tokens. Positions count bytes from the beginning of the text, from 0.
public enum AmountError: Error, Hashable, Sendable {
  /// There is not a single digit.
  case noDigits
  /// The amount begins with a minus sign.
  case negative
  /// The character at this position is neither a digit nor the decimal point.
  case notADigit(position: Int)
  /// There is a second decimal point at this position.
  case secondPoint(position: Int)
  /// There are more decimal places than the unit divides into.
  case tooPrecise(places: Int, allowed: Int)
  /// The amount is 2^256 Rau or more.
  case tooLarge
}

extension AmountError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .noDigits: "the amount has no digits"
    case .negative: "the amount is negative"
    case .notADigit(let position): "the amount's character \(position + 1) is not a digit"
    case .secondPoint(let position): "the amount has a second decimal point at character \(position + 1)"
    case .tooPrecise(let places, let allowed): "the amount has \(places) decimal places; the unit allows \(allowed)"
    case .tooLarge: "the amount does not fit 256 bits"
    }
  }
}
