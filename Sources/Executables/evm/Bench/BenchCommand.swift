import ArgumentParser
import EVM
import Foundation

/// `evm bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures the workloads of a folder and checks what they give.",
    discussion: """
      The folder has a manifest.json that names workloads (code, input, caller, gas, storage) and, if results are to be \
      checked, an expected.json. Times are CPU time of one transaction on a fresh state, best and median of several runs. The memory that the process gained \
      in those runs is told too; with --reps 1000 it shows what a thousand transactions leave behind.

      Example: evm bench ../shared/evm-workloads --only erc20
      """)

  @Argument(help: "The folder with manifest.json.", completion: .directory)
  var folder: String
  @Option(help: "Only workloads whose name contains this.")
  var only = ""
  @Option(help: "The least number of runs of each workload.")
  var reps = 5
  @Option(help: "Run each workload at least so many seconds.")
  var minTime = 0.5
  @Option(help: "The fork whose rules hold.", transform: ForkArgument.parse)
  var fork = EthereumFork.cancun
  @Option(help: "text or json.")
  var output = OutputFormat.text

  func run() throws {
    let url = URL(fileURLWithPath: folder)
    let workloads = try Workload.load(folder: url, filter: only)
    let expectations = try Expectation.load(folder: url)
    var report = BenchReport(fork: fork)
    if output == .text { print(report.heading) }
    for workload in workloads {
      let measurement = try Measurement(
        workload, fork: fork, expected: expectations[workload.name], repetitions: max(1, reps), seconds: minTime)
      report.measurements.append(measurement)
      if output == .text { print(BenchReport.line(measurement)) }
    }
    print(output == .text ? report.summary : try report.json())
    if report.measurements.contains(where: { $0.difference != nil }) { throw ExitCode.failure }
  }
}
