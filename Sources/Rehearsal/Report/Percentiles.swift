/// The middle and the slow end of some durations, in milliseconds.
public struct Percentiles: Sendable, Hashable, Codable {
  /// How many durations there are.
  public let count: Int
  /// Half are at most this long.
  public let p50: Double
  /// 95 of 100 are at most this long.
  public let p95: Double
  /// 99 of 100 are at most this long.
  public let p99: Double
  /// The longest.
  public let max: Double

  /// The percentiles of durations in seconds, by the nearest rank; nil when there are none.
  init?(seconds: [Double]) {
    guard !seconds.isEmpty else { return nil }
    let sorted = seconds.sorted()
    func rank(_ share: Double) -> Double {
      let index = Int((share * Double(sorted.count)).rounded(.up)) - 1
      return (sorted[Swift.min(sorted.count - 1, Swift.max(0, index))] * 1e6).rounded() / 1e3
    }
    count = sorted.count
    p50 = rank(0.5)
    p95 = rank(0.95)
    p99 = rank(0.99)
    max = rank(1)
  }
}
