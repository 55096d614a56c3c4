/// What a benchmark gave: times of one operation, in nanoseconds of wall-clock time.
struct Measurement: Sendable, Encodable {
  /// Suite and benchmark, such as `U256/mulmod`.
  let name: String
  /// The fastest sample.
  let bestNanoseconds: Double
  /// The sample in the middle.
  let medianNanoseconds: Double
  /// How many samples were taken.
  let samples: Int
  /// How many iterations a sample had.
  let iterations: Int

  /// The keys of `--output json`.
  enum CodingKeys: String, CodingKey {
    case name
    case bestNanoseconds = "best_ns"
    case medianNanoseconds = "median_ns"
    case samples
    case iterations
  }

  /// Times a benchmark: first finds how many iterations fill a sample, then takes the samples.
  init(of benchmark: Benchmark, in suite: Suite, sampleTime: Duration) throws {
    let body = try benchmark.prepare()
    var iterations = 1
    var elapsed = try Self.time(body, iterations)
    while elapsed < sampleTime && iterations < benchmark.maximumIterations {
      // Aim a little beyond the goal, but never trust one short reading for more than a tenfold step.
      let factor = min(10, max(2, sampleTime / max(elapsed, .nanoseconds(1)) * 1.2))
      iterations = min(benchmark.maximumIterations, Int(Double(iterations) * factor))
      elapsed = try Self.time(body, iterations)
    }

    let operations = Double(iterations) * Double(benchmark.operations)
    let times = try (0..<benchmark.samples).map { _ in try Self.time(body, iterations) / .nanoseconds(1) / operations }.sorted()
    name = "\(suite.name)/\(benchmark.name)"
    bestNanoseconds = times.first ?? 0
    medianNanoseconds = times.isEmpty ? 0 : times[times.count / 2]
    samples = times.count
    self.iterations = iterations
  }

  private static func time(_ body: Benchmark.Body, _ iterations: Int) throws -> Duration {
    let clock = ContinuousClock()
    let start = clock.now
    try body(iterations)
    return clock.now - start
  }
}
