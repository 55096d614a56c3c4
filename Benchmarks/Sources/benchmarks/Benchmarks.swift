import ArgumentParser

/// Times the parts of iotex-swift. Run it in release mode. Where the machine has other work too, CPU times are the ones to compare.
@main
struct Benchmarks: ParsableCommand {
  /// The suites in the order of the report. A new suite is a file in `Suites` and an entry here.
  static let suites: [Suite] = [.u256, .primitives, .crypto, .blocks, .state, .trie, .storage, .chain]

  static let configuration = CommandConfiguration(commandName: "benchmarks", abstract: "Times the parts of iotex-swift.")

  /// The forms of the report.
  enum Output: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: "Run only benchmarks whose name (such as U256/mulmod) contains this text, in any case.")
  var filter: String?

  @Option(help: "The form of the report.")
  var output: Output = .text

  @Option(help: "The least time of one sample, in milliseconds.")
  var sampleTime = 20

  @Flag(help: "Print the names and run nothing.")
  var list = false

  func validate() throws {
    guard sampleTime > 0 else { throw ValidationError("The sample time must be at least a millisecond.") }
  }

  func run() throws {
    var measurements: [Measurement] = []
    if output == .text && !list { print(Report.heading) }
    for suite in Self.suites {
      for benchmark in suite.benchmarks where matches("\(suite.name)/\(benchmark.name)") {
        if list {
          print("\(suite.name)/\(benchmark.name)")
          continue
        }
        let measurement = try Measurement(of: benchmark, in: suite, sampleTime: .milliseconds(sampleTime))
        measurements.append(measurement)
        if output == .text { print(Report.line(measurement)) }
      }
    }
    if output == .json && !list { print(try Report.json(measurements)) }
  }

  private func matches(_ name: String) -> Bool {
    filter.map { name.lowercased().contains($0.lowercased()) } ?? true
  }
}
