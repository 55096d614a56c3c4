/// Nanoseconds since some moment, never going back.
struct MonotonicClock: Sendable {
  private let start = ContinuousClock.now

  /// Nanoseconds since the clock was made, from 1.
  var now: UInt64 {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return UInt64(clamping: seconds) * 1_000_000_000 + UInt64(clamping: attoseconds / 1_000_000_000) + 1
  }
}
