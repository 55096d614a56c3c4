/// One thing to time.
struct Benchmark: Sendable {
  /// Runs the operation as many times as the argument says. Made outside the timed part, so it may own prepared data.
  typealias Body = (_ iterations: Int) throws -> Void

  /// The name after the suite's: `U256/mulmod`.
  let name: String
  /// How many operations one iteration stands for: 500 for a block of 500 actions whose time per action matters.
  let operations: Int
  /// How often to repeat at most in one sample; 1 for what takes seconds.
  let maximumIterations: Int
  /// How many samples to take; the median of them is reported.
  let samples: Int
  /// Prepares the data, untimed, and gives what is timed.
  let prepare: @Sendable () throws -> Body

  /// A benchmark of something short, unless `maximumIterations` and `samples` say otherwise.
  init(
    _ name: String, operations: Int = 1, maximumIterations: Int = .max, samples: Int = 21,
    prepare: @escaping @Sendable () throws -> Body
  ) {
    self.name = name
    self.operations = operations
    self.maximumIterations = maximumIterations
    self.samples = samples
    self.prepare = prepare
  }
}

/// Benchmarks of one area, in one file of `Suites`.
struct Suite: Sendable {
  /// The part of the names before the slash.
  let name: String
  /// What is timed, in the order of the report.
  let benchmarks: [Benchmark]
}

/// What `consume` writes to. Benchmarks run one after the other, on one thread.
private nonisolated(unsafe) var sink: UInt8 = 0

/// Uses a value, so that the optimiser cannot drop what computed it.
@inline(never)
func consume<Value>(_ value: Value) {
  withUnsafeBytes(of: value) { bytes in
    for byte in bytes { sink &+= byte }
  }
}
