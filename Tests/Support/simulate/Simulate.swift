public import ArgumentParser
internal import Glibc
public import SimulationKit

/// Runs simulated networks of real nodes, and says which seeds break a rule.
@main
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Runs networks of delegates on virtual time, with faults drawn from seeds, and checks every step.",
    discussion: """
      A seed decides everything: nodes, links, faults, misbehaviour. The same seed gives the same events, byte for byte;
      the hash at the end of a run says so. A seed that fails is printed with the check, the last events, and the command
      that replays it. Exits with 1 if a check failed.
      """)

  @Option(help: "How many seeds to run.")
  var seeds = 100
  @Option(help: "The first seed.")
  var first: UInt64 = 1
  @Option(help: "Run this seed only.")
  var seed: UInt64?
  @Flag(help: "Print everything that happens; with --seed.")
  var trace = false
  @Option(help: "Number of delegates, 4 to 24; drawn from the seed by default.")
  var nodes: Int?
  @Option(help: "Put a fault into all honest nodes: quorum, lock, journal, non-delegates.")
  var fault: DeliberateFault?
  @Option(help: "How many seeds to run at a time.")
  var jobs = 2
  @Option(help: "Stop after so many failures.")
  var maxFailures = 20
  @Option(help: "text or json.")
  var output = OutputFormat.text

  enum OutputFormat: String, ExpressibleByArgument {
    case text, json
  }

  func validate() throws {
    if let nodes, !(4...24).contains(nodes) { throw ValidationError("--nodes must be from 4 to 24") }
    if seeds < 1 || jobs < 1 { throw ValidationError("--seeds and --jobs must be above zero") }
    if trace && seed == nil { throw ValidationError("--trace needs --seed") }
  }

  func run() throws {
    var options = Simulation.Options()
    options.scenario.delegates = nodes
    options.fault = fault
    if let seed { try runOne(seed, options) } else { try runMany(options) }
  }

  private func runOne(_ seed: UInt64, _ options: Simulation.Options) throws {
    let simulation = Simulation(seed: seed, options: options)
    let isTraced = trace
    let outcome = try simulation.run(listener: isTraced ? { print($0) } : nil)
    switch output {
    case .json: print(SimulationReport.json([outcome]))
    case .text:
      print(SimulationReport.line(outcome))
      if outcome.violation != nil { print(report(of: outcome, withEvents: !isTraced)) }
    }
    if outcome.violation != nil { throw ExitCode(1) }
  }

  private func runMany(_ options: Simulation.Options) throws {
    let start = Self.seconds()
    let isText = output == .text
    let batch = SimulationBatch(first: first, count: seeds, options: options, jobs: jobs)
    let (command, limit) = (self, maxFailures)
    let summary = try batch.run(maxFailures: limit) { outcome in
      if isText, outcome.violation != nil { print(command.report(of: outcome, withEvents: true)) }
    }
    let duration = Self.seconds() - start
    switch output {
    case .json: print(SimulationReport.json(summary, duration: duration))
    case .text: print(SimulationReport.text(summary, duration: duration))
    }
    if !summary.failures.isEmpty { throw ExitCode(1) }
  }

  private func report(of outcome: Simulation.Outcome, withEvents: Bool) -> String {
    var replay = "simulate --seed \(outcome.seed)"
    if let nodes { replay += " --nodes \(nodes)" }
    if let fault { replay += " --fault \(fault.rawValue)" }
    return SimulationReport.failure(outcome, replay: replay + " --trace", withEvents: withEvents)
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

extension DeliberateFault: ExpressibleByArgument {}
