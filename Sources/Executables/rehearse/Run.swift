internal import ArgumentParser
internal import Foundation
internal import Rehearsal

/// `rehearse run`
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Boots a network of delegates, loads it, drills it, stops it, and reports.",
    discussion: """
      Each delegate is a process of its own with its own key, data and ports; nothing listens beyond the loopback interface. \
      Keys are made anew and lie in the rehearsal's folder, readable by you only. Ctrl-C stops all nodes in good order.

      The report says how many actions per second were finalized, how long an action took from submission to finality, what \
      each node used, and what became of every single action. The exit status is 0 only if there was one chain, no action was \
      lost and every drill was passed.
      """)

  @Option(help: "How many delegates, 1 to 64.")
  var delegates = 4

  @Option(help: "How long the load lasts: 60s, 10m, 2h.")
  var duration = DurationArgument(seconds: 60)

  @Option(help: "How many actions to submit per second.")
  var rate = 200.0

  @Option(help: "The share of actions that call a contract, 0 to 1; the others are transfers.")
  var contractShare = 0.1

  @Option(help: "The time between blocks.")
  var blockInterval = DurationArgument(seconds: 2)

  @Option(help: "How many accounts send.")
  var accounts = 256

  @Option(
    help: ArgumentHelp(
      "A drill to perform during the load: \(DrillKind.allCases.map(\.rawValue).joined(separator: ", ")). May be given several times."))
  var drill: [DrillKind] = []

  @Option(
    name: .customLong("dir"), help: "The folder of the rehearsal; it must not hold one already. Default: a new one named after the time.")
  var directory: String?

  @Option(help: "The folder that gets report.json and report.html. Default: the rehearsal's folder.")
  var reportDir: String?

  @Option(help: "The node program. Default: iotexd beside this program.")
  var iotexd: String?

  @Flag(help: "Keep the nodes' data when the rehearsal succeeds; logs and reports are kept anyway.")
  var keepData = false

  @Option(help: "How to print the result: text or json (the report).")
  var output: OutputFormat = .text

  func run() async throws {
    let directory = directory ?? "rehearsal-\(Self.timeStamp())"
    var plan = RehearsalPlan(directory: Self.absolute(directory), program: try iotexd ?? Self.programBesideThis("iotexd"))
    plan.delegates = delegates
    plan.duration = duration.seconds
    plan.rate = rate
    plan.contractShare = contractShare
    plan.blockInterval = Int64((blockInterval.seconds * 1000).rounded())
    plan.accounts = accounts
    plan.drills = drill
    try plan.validate()

    let view = LiveView()
    if output == .text && Terminal.isInteractive { Terminal.note("\(delegates) delegates in \(directory)") }
    let finished = plan
    let report = try await Interruption.cancelling {
      try await Rehearsal(plan: finished, version: Release.version).run { view.show($0) }
    }
    view.clear()
    let reports = reportDir ?? directory
    try report.write(to: reports)
    if !keepData && report.violations.isEmpty {
      for node in 1...delegates { try? FileManager.default.removeItem(atPath: "\(directory)/node-\(node)/data") }
    }
    switch output {
    case .text: Terminal.say("\(report.summary)\nreport                    \(reports)/report.html")
    case .json: Terminal.say(try report.json)
    }
    if !report.violations.isEmpty { throw ExitCode.failure }
  }

  /// The time of day for a folder's name, as in `20261122T182100Z`.
  private static func timeStamp() -> String {
    Date().formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, dateTimeSeparator: .standard, timeSeparator: .omitted))
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }

  private static func programBesideThis(_ name: String) throws -> String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    let path = URL(filePath: own).deletingLastPathComponent().appending(path: name).path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw ValidationError("there is no \(name) beside this program (\(path)): build it, or name it with --\(name)")
    }
    return path
  }
}
