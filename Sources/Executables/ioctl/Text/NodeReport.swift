import ClientKit

/// Findings about a node or a machine, one a line.
struct NodeReport: Sendable {
  /// How a finding is to be taken.
  enum Verdict: String, Sendable {
    /// As it should be.
    case ok
    /// Worth knowing.
    case note
    /// May become a problem.
    case warning
    /// Is a problem.
    case problem
  }

  /// One finding.
  struct Finding: Sendable {
    /// What was looked at.
    let name: String
    /// How it is to be taken.
    let verdict: Verdict
    /// What was found.
    let text: String
  }

  /// In the order in which they were made.
  private(set) var findings: [Finding] = []

  /// Adds a finding.
  mutating func add(_ name: String, _ verdict: Verdict, _ text: String) {
    findings.append(Finding(name: name, verdict: verdict, text: text))
  }

  /// How many are problems.
  var problemCount: Int { findings.count { $0.verdict == .problem } }

  /// A line for each finding.
  var text: String {
    let width = findings.map(\.name.count).max() ?? 0
    return findings.map { "\(mark($0.verdict))  \(GoText.padded($0.name, to: width))  \($0.text)" }.joined(separator: "\n")
  }

  private func mark(_ verdict: Verdict) -> String {
    switch verdict {
    case .ok: "ok     "
    case .note: "       "
    case .warning: "warning"
    case .problem: "PROBLEM"
    }
  }

  /// The findings as JSON.
  var json: JSONValue {
    [
      "problems": .integer(problemCount),
      "findings": .array(
        findings.map { ["name": .string($0.name), "verdict": .string($0.verdict.rawValue), "text": .string($0.text)] }),
    ]
  }

  /// Writes the report.
  ///
  /// - Throws: when there is a problem, so that scripts see it.
  func show(_ session: Session) throws(CommandFailure) {
    session.result(text, json)
    guard problemCount == 0 else { throw CommandFailure("\(problemCount) problem\(problemCount == 1 ? "" : "s") found") }
  }
}
