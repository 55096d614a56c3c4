internal import CoreMetrics
internal import Synchronization

/// A number that only rises.
final class CounterSeries: CounterHandler {
  private let count = Atomic<Int64>(0)

  var value: Int64 { count.load(ordering: .relaxed) }

  func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }

  func reset() { count.store(0, ordering: .relaxed) }
}

/// A number that rises and falls.
final class GaugeSeries: MeterHandler, RecorderHandler {
  private let bits = Mutex<Double>(0)

  var value: Double { bits.withLock { $0 } }

  func set(_ value: Int64) { set(Double(value)) }

  func set(_ value: Double) { bits.withLock { $0 = value } }

  func increment(by amount: Double) { bits.withLock { $0 += amount } }

  func decrement(by amount: Double) { bits.withLock { $0 -= amount } }

  func record(_ value: Int64) { set(value) }

  func record(_ value: Double) { set(value) }
}

/// A distribution of values; of times in seconds.
final class HistogramSeries: TimerHandler, RecorderHandler {
  /// Upper ends of the buckets: 100 µs to 30 s.
  static let bounds: [Double] = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
  ]

  struct State {
    /// Values by bucket, not cumulative.
    var counts = [UInt64](repeating: 0, count: HistogramSeries.bounds.count)
    var total: UInt64 = 0
    var sum = 0.0
  }

  private let contents = Mutex(State())
  /// What a recorded number is multiplied with.
  private let scale: Double

  init(scale: Double) {
    self.scale = scale
  }

  var state: State { contents.withLock { $0 } }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration)) }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    let scaled = value * scale
    contents.withLock { state in
      state.total += 1
      state.sum += scaled
      if let bucket = Self.bounds.firstIndex(where: { scaled <= $0 }) { state.counts[bucket] += 1 }
    }
  }
}
