/// How often something may happen.
public struct RateLimit: Sendable, Hashable {
  /// How often in the long run; 0 means never.
  public var perSecond: UInt64
  /// How often at once.
  public var burst: UInt64

  /// A limit of the given figures.
  public init(perSecond: UInt64, burst: UInt64) {
    self.perSecond = perSecond
    self.burst = burst
  }
}

/// Counts against a ``RateLimit`` in one word of memory (the generic cell rate algorithm: the time at which everything admitted so far is paid for).
struct RateMeter: Sendable, Hashable {
  /// The limit.
  let limit: RateLimit
  /// When, on the caller's clock in nanoseconds, what was admitted is paid for.
  private var paidAt: UInt64 = 0

  /// A meter at which nothing has happened yet.
  init(_ limit: RateLimit) { self.limit = limit }

  /// Whether `count` more may happen now; if so, they are counted. `now` in nanoseconds of any clock that does not run backwards.
  mutating func admit(_ count: UInt64 = 1, at now: UInt64) -> Bool {
    guard limit.perSecond > 0 else { return false }
    let next = max(paidAt, now).addingSaturating(cost(count))
    guard next - now <= cost(limit.burst) else { return false }
    paidAt = next
    return true
  }

  /// Counts `count`, whether the limit allows it or not, and returns the nanoseconds to wait until the limit is kept again.
  mutating func charge(_ count: UInt64, at now: UInt64) -> UInt64 {
    guard limit.perSecond > 0 else { return 0 }
    paidAt = max(paidAt, now).addingSaturating(cost(count))
    let ahead = paidAt - now
    let allowed = cost(limit.burst)
    return ahead > allowed ? ahead - allowed : 0
  }

  /// Whether nothing is owed, so that a new meter would do as well.
  func isIdle(at now: UInt64) -> Bool { paidAt <= now }

  /// The nanoseconds that pay for `count`.
  private func cost(_ count: UInt64) -> UInt64 {
    let (product, overflow) = count.multipliedReportingOverflow(by: 1_000_000_000)
    return (overflow ? UInt64.max : product) / limit.perSecond
  }
}

extension UInt64 {
  /// The sum, or the largest value.
  fileprivate func addingSaturating(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
