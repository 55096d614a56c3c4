internal import Foundation

extension RehearsalReport {
  /// The report as JSON with sorted keys.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// Writes `report.json` and `report.html` into a folder, which is made if it is missing.
  public func write(to directory: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw RehearsalError.file(path: directory, "the folder cannot be made: \(error.localizedDescription)")
    }
    let files = NodeFiles(directory: directory)
    try files.write(json + "\n", to: "\(directory)/report.json")
    try files.write(html, to: "\(directory)/report.html")
  }

  /// The figures that matter, in a few lines for a terminal.
  public var summary: String {
    func line(_ name: String, _ text: String) -> String { name.padding(toLength: 26, withPad: " ", startingAt: 0) + text }
    func milliseconds(_ percentiles: Percentiles?) -> String {
      guard let percentiles else { return "-" }
      return String(format: "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms", percentiles.p50, percentiles.p95, percentiles.p99)
    }
    var lines = [
      line("finalized actions/s", String(format: "%.1f", finalizedTPS)),
      line("submission to finality", milliseconds(latency)),
      line("round start to finality", milliseconds(finality)),
      line(
        "blocks", "\(blocks.height), \(blocks.missedRounds) rounds without a block, \(blocks.isOneChain ? "one chain" : "NOT ONE CHAIN")"),
      line("actions", "\(actions.submitted) submitted: \(actions.mined) mined, \(actions.refused) refused, \(actions.pending) pending"),
    ]
    for (reason, count) in actions.refusals.sorted(by: { $0.key < $1.key }) { lines.append(line("  refused", "\(count)× \(reason)")) }
    for drill in drills {
      let recovery =
        drill.recovery.map { String(format: "back in sync after %.2f s (%d rounds)", $0, drill.recoveryRounds ?? 0) }
        ?? "never back in sync"
      lines.append(
        line(
          "drill \(drill.kind.rawValue) on node-\(drill.node)",
          "\(drill.isPassed ? "passed" : "FAILED"): \(drill.blocksMeanwhile) blocks meanwhile, \(recovery)"))
    }
    for node in nodes {
      lines.append(
        line(
          node.name,
          String(
            format: "height %llu, %d blocks produced, CPU %.1f s, peak memory %.0f MiB", node.height, node.produced, node.cpuSeconds,
            Double(node.peakResidentBytes) / 1_048_576)))
    }
    for violation in violations { lines.append(line("VIOLATION", violation)) }
    return lines.joined(separator: "\n")
  }
}
