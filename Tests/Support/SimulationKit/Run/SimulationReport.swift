/// Outcomes in words and in JSON.
public enum SimulationReport {
  /// One line about a simulation.
  public static func line(_ outcome: Simulation.Outcome) -> String {
    "seed \(outcome.seed): \(outcome.violation == nil ? "passed" : "FAILED"), \(outcome.delegates) delegates, \(outcome.faulty) faulty, "
      + "\(outcome.height) blocks, \(outcome.actions.mined) of \(outcome.actions.submitted) actions mined, \(outcome.events) events, "
      + "hash \(outcome.hash)"
  }

  /// All that helps to find out why a check failed.
  ///
  /// - Parameter replay: the command that runs the same again.
  public static func failure(_ outcome: Simulation.Outcome, replay: String, withEvents: Bool) -> String {
    guard let violation = outcome.violation else { return line(outcome) }
    var lines = ["seed \(outcome.seed) FAILED: \(violation.check) at \(violation.time): \(violation.detail)"]
    if withEvents { lines += outcome.lastEvents.map { "  \($0)" } }
    lines += [
      "  \(outcome.delegates) delegates, \(outcome.faulty) faulty, \(outcome.events) events, hash \(outcome.hash)", "  replay: \(replay)",
    ]
    return lines.joined(separator: "\n")
  }

  /// What came of many simulations.
  ///
  /// - Parameter duration: in seconds.
  public static func text(_ summary: SimulationBatch.Summary, duration: Double) -> String {
    let failed =
      summary.failures.isEmpty
      ? "all passed" : "\(summary.failures.count) FAILED: \(summary.failures.map { "\($0.seed)" }.joined(separator: " "))"
    return "\(summary.seeds) seeds in \(rounded(duration)) s, \(failed); \(summary.faultySeeds) with faulty delegates, "
      + "\(summary.blocks) blocks, \(summary.actions) actions, \(summary.events) events, hash \(String(summary.hash, radix: 16))"
  }

  /// One line of JSON about many simulations.
  public static func json(_ summary: SimulationBatch.Summary, duration: Double) -> String {
    let failures = summary.failures.map { object($0) }.joined(separator: ",")
    return #"{"seeds":\#(summary.seeds),"seconds":\#(rounded(duration)),"failed":\#(summary.failures.count),"#
      + #""faultySeeds":\#(summary.faultySeeds),"blocks":\#(summary.blocks),"actions":\#(summary.actions),"events":\#(summary.events),"hash":"\#(String(summary.hash, radix: 16))","#
      + #""failures":[\#(failures)]}"#
  }

  /// One line of JSON about some simulations.
  public static func json(_ outcomes: [Simulation.Outcome]) -> String { outcomes.map { object($0) }.joined(separator: "\n") }

  private static func object(_ outcome: Simulation.Outcome) -> String {
    var text =
      #"{"seed":\#(outcome.seed),"passed":\#(outcome.violation == nil),"delegates":\#(outcome.delegates),"faulty":\#(outcome.faulty),"#
    text += #""height":\#(outcome.height),"events":\#(outcome.events),"hash":"\#(outcome.hash)""#
    if let violation = outcome.violation {
      text +=
        #","check":"\#(violation.check)","time":\#(rounded(Double(violation.time.nanoseconds) / 1e9)),"detail":\#(quoted(violation.detail))"#
    }
    return text + "}"
  }

  /// A text as JSON has it.
  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where scalar.value < 0x20: " "
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  private static func rounded(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
