/// Durations in the notation of Go's `time.Duration`, which the reference's files use: `10s`, `100ms`, `1h30m`, `1.5s`.
package enum GoDuration {
  private static let units: [(name: String, nanoseconds: UInt64)] = [
    ("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
  ]

  /// The nanoseconds of a duration, or nil if the text is none or does not fit 63 bits.
  ///
  /// A number without a unit is refused, except `0`. Fractions of a nanosecond are cut off, as in Go.
  package static func nanoseconds(parsing text: String) -> Int64? {
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total: UInt64 = 0
    while !rest.isEmpty {
      guard let part = part(&rest) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow else { return nil }
      total = sum
    }
    guard let magnitude = Int64(exactly: total) else { return nil }
    return isNegative ? -magnitude : magnitude
  }

  /// Takes one number with its unit off the text.
  private static func part(_ rest: inout Substring) -> UInt64? {
    func digits() -> Substring {
      let digits = rest.prefix { $0.isASCII && $0.isWholeNumber }
      rest = rest.dropFirst(digits.count)
      return digits
    }
    let whole = digits()
    var fraction: Substring = ""
    if rest.first == "." {
      rest = rest.dropFirst()
      fraction = digits()
    }
    guard !(whole.isEmpty && fraction.isEmpty), whole.count <= 19, fraction.count <= 64 else { return nil }
    let name = rest.prefix { $0 != "." && !($0.isASCII && $0.isWholeNumber) }
    rest = rest.dropFirst(name.count)
    guard let unit = units.first(where: { $0.name == name })?.nanoseconds, let number = whole.isEmpty ? 0 : UInt64(whole) else {
      return nil
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    // Eighteen decimals of an hour are far below a nanosecond, and their product with it fits 128 bits.
    let decimals = fraction.prefix(18)
    var scaled: UInt128 = 0
    var scale: UInt128 = 1
    for digit in decimals.utf8 {
      scaled = scaled * 10 + UInt128(digit - UInt8(ascii: "0"))
      scale *= 10
    }
    let (sum, sumOverflow) = product.addingReportingOverflow(UInt64(scaled * UInt128(unit) / scale))
    return sumOverflow ? nil : sum
  }

  /// A duration as Go writes it: `10s`, `1m30s`, `1h0m0s`, `1.5s`, `100ms`, `0s`.
  package static func text(nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    switch magnitude {
    case 0: return "0s"
    case ..<1000: return "\(sign)\(magnitude)ns"
    case ..<1_000_000: return "\(sign)\(decimal(magnitude, per: 1000))µs"
    case ..<1_000_000_000: return "\(sign)\(decimal(magnitude, per: 1_000_000))ms"
    default:
      let minutes = magnitude / 60_000_000_000
      let seconds = decimal(magnitude % 60_000_000_000, per: 1_000_000_000) + "s"
      if minutes == 0 { return sign + seconds }
      if minutes < 60 { return "\(sign)\(minutes)m\(seconds)" }
      return "\(sign)\(minutes / 60)h\(minutes % 60)m\(seconds)"
    }
  }

  private static func decimal(_ value: UInt64, per unit: UInt64) -> String {
    var text = "\(value / unit)"
    var rest = value % unit
    guard rest > 0 else { return text }
    text += "."
    while rest > 0 {
      rest *= 10
      text += "\(rest / unit)"
      rest %= unit
    }
    return text
  }
}
