extension YAMLValue {
  /// What unquoted text means, as the reference's YAML library (gopkg.in/yaml.v2 2.2.2, resolve.go) reads it.
  ///
  /// Numbers may have underscores and, as in Go, start with `0x` (hexadecimal), `0` (octal) or `0b` (binary); one that does not fit
  /// 64 bits is floating point if it is decimal and text if it is hexadecimal. That is why an Ethereum address may stand without
  /// quotes and an amount in Rau may not.
  package static func resolving(plain text: String) -> Content {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return .boolean(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return .boolean(false)
    case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF": return .floatingPoint(text)
    default: break
    }
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "."):
      return Double(text) == nil ? .text(text) : .floatingPoint(text)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      let digits = text.utf8.filter { $0 != UInt8(ascii: "_") }
      if let number = integer(digits) { return .integer(number) }
      return isFloatingPoint(digits) ? .floatingPoint(text) : .text(text)
    default:
      return .text(text)
    }
  }

  /// A whole number in Go's notation, or nil if it is none or does not fit 64 bits.
  private static func integer(_ text: [UInt8]) -> Int128? {
    var rest = text[...]
    let sign = rest.first
    let hasSign = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    if hasSign { rest = rest.dropFirst() }
    var radix: UInt64 = 10
    if rest.count > 1, rest.first == UInt8(ascii: "0") {
      switch rest.dropFirst().first {
      case UInt8(ascii: "x"), UInt8(ascii: "X"):
        radix = 16
        rest = rest.dropFirst(2)
      case UInt8(ascii: "b") where sign != UInt8(ascii: "+"):
        radix = 2
        rest = rest.dropFirst(2)
      default:
        radix = 8
        rest = rest.dropFirst()
      }
    }
    guard !rest.isEmpty, let magnitude = magnitude(rest, radix: radix) else { return nil }
    let value = sign == UInt8(ascii: "-") ? -Int128(magnitude) : Int128(magnitude)
    // With a sign the reference's library takes a signed number only.
    if hasSign { return value >= Int128(Int64.min) && value <= Int128(Int64.max) ? value : nil }
    return value
  }

  private static func magnitude(_ digits: ArraySlice<UInt8>, radix: UInt64) -> UInt64? {
    var value: UInt64 = 0
    for byte in digits {
      let digit: UInt64
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt64(byte - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt64(byte - UInt8(ascii: "A")) + 10
      default: return nil
      }
      let (product, productOverflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, sumOverflow) = product.addingReportingOverflow(digit)
      guard digit < radix, !productOverflow, !sumOverflow else { return nil }
      value = sum
    }
    return value
  }

  /// Whether text has the form `[-+]?[0-9]*\.?[0-9]+([eE][-+][0-9]+)?`.
  private static func isFloatingPoint(_ text: [UInt8]) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    var rest = text[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      guard !fraction.isEmpty else { return false }
      rest = rest.dropFirst(1 + fraction.count)
    } else if whole.isEmpty {
      return false
    }
    guard let exponent = rest.first else { return true }
    guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
    rest = rest.dropFirst()
    guard rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") else { return false }
    rest = rest.dropFirst()
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }
}
