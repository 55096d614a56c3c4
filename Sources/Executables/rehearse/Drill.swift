internal import ArgumentParser
internal import Foundation
internal import Rehearsal

/// `rehearse drill`
struct Drill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Perturbs one delegate of a running rehearsal, and judges how the network takes it.",
    discussion: """
      kill       ends it without warning, and starts it again afterwards
      restart    stops it in good order, and starts it again afterwards
      pause      freezes it
      partition  takes all its connections away
      skew       sets its clock five block intervals ahead

      The verdict says whether the others went on, how long the node took to be in sync again, and whether there is still one \
      chain. The exit status is 0 only for a drill that was passed.
      """)

  @Argument(help: "What to do: \(DrillKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: DrillKind

  @Option(name: .customLong("dir"), help: "The folder of the rehearsal that runs.")
  var directory: String

  @Option(help: "The delegate to do it to, from 1.")
  var node = 2

  @Option(help: "How long the perturbation lasts.")
  var duration = DurationArgument(seconds: 10)

  @Option(help: "How to print the verdict: text or json.")
  var output: OutputFormat = .text

  func run() async throws {
    let network = try RunningNetwork(runningIn: directory)
    guard (1...network.nodes.count).contains(node) else {
      throw ValidationError("there is no node \(node): the rehearsal has nodes 1 to \(network.nodes.count)")
    }
    let verdict = try await network.drill(kind, node: node, seconds: duration.seconds)
    switch output {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      Terminal.say(String(decoding: try encoder.encode(verdict), as: UTF8.self))
    case .text:
      Terminal.say("\(kind.rawValue) on node-\(node): \(verdict.isPassed ? "passed" : "FAILED")")
      Terminal.say("  blocks meanwhile  \(verdict.blocksMeanwhile)")
      Terminal.say("  in sync again     " + (verdict.recovery.map { String(format: "after %.2f s", $0) } ?? "never"))
      Terminal.say("  one chain         \(verdict.isSafe ? "yes" : "NO")")
      for problem in verdict.problems { Terminal.say("  problem           \(problem)") }
    }
    if !verdict.isPassed { throw ExitCode.failure }
  }
}
