/// A rate limit: `rate` events a second on average, `burst` at once.
struct TokenBucket: Sendable, Hashable {
  private let rate: Double
  private let burst: Double
  private var tokens: Double
  private var updated: UInt64

  /// A full bucket. Both numbers are positive.
  init(rate: Double, burst: Double, at now: UInt64) {
    self.rate = rate
    self.burst = burst
    tokens = burst
    updated = now
  }

  /// Takes one token; gives false if there is none.
  mutating func take(at now: UInt64) -> Bool {
    if now > updated {
      tokens = min(burst, tokens + Double(now - updated) / 1e9 * rate)
      updated = now
    }
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }
}
