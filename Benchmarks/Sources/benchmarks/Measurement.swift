import Glibc

/// What a benchmark gave: times of one operation, in nanoseconds.
///
/// Wall-clock time is what a user waits for; where other programs share the machine it says more about them than about the
/// benchmark. CPU time is what the process's threads worked, in the program and in the kernel: of parallel work it is more than
/// the wall-clock time, and of work that waits for a disk less.
struct Measurement: Sendable, Encodable {
  /// Suite and benchmark, such as `U256/mulmod`.
  let name: String
  /// Wall-clock time of the fastest sample.
  let bestNanoseconds: Double
  /// Wall-clock time of the sample in the middle.
  let medianNanoseconds: Double
  /// CPU time of the sample that took least of it.
  let bestCPUNanoseconds: Double
  /// CPU time of the sample in the middle.
  let medianCPUNanoseconds: Double
  /// How many samples were taken.
  let samples: Int
  /// How many iterations a sample had.
  let iterations: Int

  /// The keys of `--output json`.
  enum CodingKeys: String, CodingKey {
    case name
    case bestNanoseconds = "best_ns"
    case medianNanoseconds = "median_ns"
    case bestCPUNanoseconds = "best_cpu_ns"
    case medianCPUNanoseconds = "median_cpu_ns"
    case samples
    case iterations
  }

  /// Times a benchmark: first finds how many iterations fill a sample, then takes the samples.
  init(of benchmark: Benchmark, in suite: Suite, sampleTime: Duration) throws {
    let body = try benchmark.prepare()
    var iterations = 1
    // CPU time decides, so that a busy machine does not make samples shorter; wall-clock time ends what mostly waits.
    var elapsed = try Self.time(body, iterations)
    while elapsed.cpu < sampleTime && elapsed.wall < sampleTime * 4 && iterations < benchmark.maximumIterations {
      // Aim a little beyond the goal, but never trust one short reading for more than a tenfold step.
      let factor = min(10, max(2, sampleTime / max(elapsed.cpu, .nanoseconds(1)) * 1.2))
      iterations = min(benchmark.maximumIterations, Int(Double(iterations) * factor))
      elapsed = try Self.time(body, iterations)
    }

    let operations = Double(iterations) * Double(benchmark.operations)
    let times = try (0..<benchmark.samples).map { _ in try Self.time(body, iterations) }
    let wall = times.map { $0.wall / .nanoseconds(1) / operations }.sorted()
    let cpu = times.map { $0.cpu / .nanoseconds(1) / operations }.sorted()
    name = "\(suite.name)/\(benchmark.name)"
    bestNanoseconds = wall.first ?? 0
    medianNanoseconds = wall.isEmpty ? 0 : wall[wall.count / 2]
    bestCPUNanoseconds = cpu.first ?? 0
    medianCPUNanoseconds = cpu.isEmpty ? 0 : cpu[cpu.count / 2]
    samples = times.count
    self.iterations = iterations
  }

  private static func time(_ body: Benchmark.Body, _ iterations: Int) throws -> (wall: Duration, cpu: Duration) {
    let clock = ContinuousClock()
    let (start, startOfCPU) = (clock.now, processTime())
    try body(iterations)
    return (clock.now - start, processTime() - startOfCPU)
  }

  /// What all threads of this process have worked so far.
  private static func processTime() -> Duration {
    var time = timespec()
    // Linux has this clock; the call has no other way to fail.
    _ = clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
