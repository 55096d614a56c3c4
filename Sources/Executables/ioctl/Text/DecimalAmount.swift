import ChainTypes

/// Amounts in decimal notation, of any size and exact, as the original reads and writes them.
enum DecimalAmount {
  /// The decimals of 1 IOTX: 10^18 Rau.
  static let iotx = 18
  /// The decimals of a gas price in Qev: 10^12 Rau.
  static let qev = 12

  /// The amount in Rau that a text in a larger unit stands for.
  ///
  /// `1.`, `.5`, `+1` and `0001.10` are amounts; exponents, commas and hexadecimal digits are not, nor is a fraction finer than a Rau.
  static func rau(_ text: String, decimals: Int) throws(CommandFailure) -> WireInteger {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : ""
    guard parts.count <= 2, fraction.utf8.count <= decimals else { throw notANumber }
    var digits = String(parts[0]) + fraction
    guard !digits.isEmpty else { throw notANumber }
    digits += String(repeating: "0", count: decimals - fraction.utf8.count)
    let unsigned = digits.hasPrefix("-") || digits.hasPrefix("+") ? digits.dropFirst() : digits[...]
    guard !unsigned.isEmpty, unsigned.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw notANumber }
    let value = WireInteger(parsing: digits)
    guard !value.isNegative || value.isZero else { throw CommandFailure("invalid number that is minus") }
    return value
  }

  private static let notANumber = CommandFailure("failed to convert string into big int")

  /// An amount in Rau in a larger unit, without trailing zeros.
  static func text(_ rau: WireInteger, decimals: Int) -> String {
    text(rau.decimal, decimals: decimals)
  }

  /// The same for decimal digits.
  static func text(_ rau: String, decimals: Int) -> String {
    let isNegative = rau.hasPrefix("-")
    var digits = String(isNegative ? rau.dropFirst() : rau[...])
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let whole = digits.dropLast(decimals)
    var fraction = digits.suffix(decimals)
    while fraction.last == "0" { fraction.removeLast() }
    return (isNegative ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// A balance that a node wrote, in IOTX.
  ///
  /// - Parameter kind: what the message calls it if it is no number.
  static func iotx(fromNode rau: String, kind: String = "string") throws(CommandFailure) -> String {
    let unsigned = rau.hasPrefix("-") || rau.hasPrefix("+") ? rau.dropFirst() : rau[...]
    guard !unsigned.isEmpty, unsigned.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw CommandFailure("failed to convert \(kind) into big int")
    }
    return text(WireInteger(parsing: rau), decimals: iotx)
  }
}
