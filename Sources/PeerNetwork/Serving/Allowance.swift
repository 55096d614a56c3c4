/// An amount that refills with time: so much at once, so much a second.
struct Allowance: Hashable, Sendable {
  private let perSecond: UInt64
  private let most: UInt64
  /// What is left. Below zero after something larger than what was left was taken in one piece.
  private var left: Int64
  private var lastRefill: UInt64

  /// A full allowance.
  init(perSecond: Int, burst: Int, now: UInt64) {
    self.perSecond = UInt64(max(0, perSecond))
    most = UInt64(max(0, burst))
    left = Int64(clamping: most)
    lastRefill = now
  }

  /// What is left at a time, in nanoseconds.
  mutating func available(at now: UInt64) -> Int64 {
    guard now > lastRefill else { return left }
    let elapsed = now - lastRefill
    let (whole, part) = elapsed.quotientAndRemainder(dividingBy: 1_000_000_000)
    let (fromWhole, overflow) = whole.multipliedReportingOverflow(by: perSecond)
    // The quotient has 64 bits: `part` is less than a second.
    let fromPart = (1_000_000_000 as UInt64).dividingFullWidth(part.multipliedFullWidth(by: perSecond)).quotient
    // Too short a time for a whole unit is kept for the next call.
    guard overflow || fromWhole > 0 || fromPart > 0 else { return left }
    lastRefill = now
    let refill = overflow ? most : min(most, saturating(fromWhole, plus: fromPart))
    left = min(Int64(clamping: most), left + Int64(clamping: refill))
    return left
  }

  /// Takes an amount if something is left, even when the amount is larger.
  mutating func take(_ amount: Int, at now: UInt64) -> Bool {
    guard available(at: now) > 0 else { return false }
    left -= Int64(amount)
    return true
  }
}
