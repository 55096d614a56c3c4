import ArgumentParser
import EVM
import EthereumStateTest
import Foundation

/// `evm statetest`.
struct StateTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statetest",
    abstract: "Runs state tests in the format of ethereum/tests and checks state roots and logs.",
    discussion: """
      Paths are files or folders, which are searched for .json files. Prints one line for each result that is not as \
      expected and the totals at the end; the exit code is 1 if there is any such result.

      Example: evm statetest GeneralStateTests --fork Cancun
      """)

  @Argument(help: "Files or folders.", completion: .file())
  var paths: [String]
  @Option(help: "Only results of this fork.", transform: ForkArgument.parse)
  var fork: EthereumFork?
  @Option(help: "text or json.")
  var output = OutputFormat.text
  @Option(help: "How many threads work; as many as there are processors, if not given.")
  var jobs: Int?

  func run() throws {
    let files = try TestFiles.find(paths)
    if files.isEmpty { throw ValidationError("no .json file at \(paths.joined(separator: ", "))") }
    let workers = max(1, jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let report = StateTestReport.run(files, only: fork, workers: workers)
    print(output == .text ? report.text : try report.json())
    if !report.isClean { throw ExitCode.failure }
  }
}
