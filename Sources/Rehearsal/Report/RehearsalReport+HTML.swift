internal import Foundation

extension RehearsalReport {
  /// The report as one HTML page that needs nothing else.
  public var html: String {
    let verdict =
      violations.isEmpty
      ? "<p class='good'>Passed: one chain, every action accounted for.</p>"
      : "<p class='bad'>Failed</p><ul>\(violations.map { "<li>\(ChartSVG.escaped($0))</li>" }.joined())</ul>"
    return """
      <!doctype html>
      <html lang='en'><head><meta charset='utf-8'><title>IoTeX rehearsal of \(ChartSVG.escaped(started))</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 1360px; margin: 2rem auto; padding: 0 1rem; color: #111827 }
      table { border-collapse: collapse; margin: 1rem 0 } th, td { padding: .25rem .9rem .25rem 0; text-align: left; border-bottom: 1px solid #e5e7eb }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums } .good { color: #15803d; font-weight: 600 } .bad { color: #b91c1c; font-weight: 600 }
      .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 1rem } figure { margin: 0 } figcaption { font-weight: 600 }
      svg { width: 100%; font-size: 11px; fill: #374151 }
      </style></head><body>
      <h1>Rehearsal of \(delegates) delegates</h1>
      <p>\(ChartSVG.escaped(started)), iotexd \(ChartSVG.escaped(version)): \(Self.number(loadSeconds)) s of load at \(Self.number(targetRate)) actions/s, a block every \(Self.number(blockInterval)) ms.</p>
      \(verdict)
      \(Self.table(["", "", ""], figures))
      <h2>Nodes</h2>
      \(Self.table(["node", "height", "blocks produced", "CPU s", "peak memory MiB"], nodes.map { node in
        [node.name, "\(node.height)", "\(node.produced)", Self.number(node.cpuSeconds), Self.number(Double(node.peakResidentBytes) / 1_048_576)]
      }))
      \(drillTable)
      <h2>Over time</h2>
      <div class='charts'>\(charts.map(\.svg).joined(separator: "\n"))</div>
      </body></html>

      """
  }

  private var figures: [[String]] {
    var rows = [
      ["finalized actions per second", Self.number(finalizedTPS), ""],
      ["height", "\(blocks.height)", "\(blocks.missedRounds) rounds without a block"],
      ["actions submitted", "\(actions.submitted)", "\(actions.repeated) handed over again"],
      ["actions mined", "\(actions.mined)", "\(actions.failed) of them failed"],
      [
        "actions refused", "\(actions.refused)",
        actions.refusals.sorted { $0.key < $1.key }.map { "\($0.value)× \($0.key)" }.joined(separator: "; "),
      ],
      ["actions pending", "\(actions.pending)", ""],
    ]
    func add(_ name: String, _ percentiles: Percentiles?) {
      guard let percentiles else { return }
      rows.append([
        name, "p50 \(Self.number(percentiles.p50)) ms",
        "p95 \(Self.number(percentiles.p95)) ms, p99 \(Self.number(percentiles.p99)) ms, longest \(Self.number(percentiles.max)) ms",
      ])
    }
    add("submission to finality", latency)
    add("round start to finality", finality)
    add("block interval", blockIntervals)
    return rows
  }

  private var drillTable: String {
    guard !drills.isEmpty else { return "" }
    return "<h2>Drills</h2>"
      + Self.table(
        ["drill", "node", "lasted s", "blocks meanwhile", "recovered after s", "verdict"],
        drills.map { drill in
          [
            drill.kind.rawValue, "\(drill.node)", Self.number(drill.duration), "\(drill.blocksMeanwhile)",
            drill.recovery.map(Self.number) ?? "never", drill.isPassed ? "passed" : drill.problems.joined(separator: "; "),
          ]
        })
  }

  private var charts: [ChartSVG] {
    let names = nodes.map(\.name)
    func perNode(_ value: (Sample, Int) -> Double?) -> [ChartSVG.Line] {
      names.indices.prefix(8).map { node in
        ChartSVG.Line(name: names[node], points: samples.map { ($0.time, node < $0.cpu.count ? value($0, node) : nil) })
      }
    }
    return [
      ChartSVG(
        title: "Actions of the load per block", lines: [.init(name: "actions", points: series.map { ($0.time, Double($0.actions)) })]),
      ChartSVG(title: "Round start to finality, ms", lines: [.init(name: "ms", points: series.map { ($0.time, $0.finality) })]),
      ChartSVG(title: "CPU, cores", lines: perNode { $0.cpu[$1] }),
      ChartSVG(title: "Memory, MiB", lines: perNode { sample, node in sample.resident[node].map { Double($0) / 1_048_576 } }),
    ]
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    let head = header.allSatisfy(\.isEmpty) ? "" : "<tr>\(header.map { "<th>\(ChartSVG.escaped($0))</th>" }.joined())</tr>"
    return "<table>\(head)\(rows.map { row in "<tr>\(row.map { "<td>\(ChartSVG.escaped($0))</td>" }.joined())</tr>" }.joined())</table>"
  }

  /// A figure with at most one decimal.
  private static func number(_ value: Double) -> String {
    value == value.rounded() ? String(format: "%.0f", value) : String(format: "%.1f", value)
  }
}
