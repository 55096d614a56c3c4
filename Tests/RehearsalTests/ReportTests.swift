import Testing

@testable import Rehearsal

@Suite struct ReportTests {
  private let report = RehearsalReport(
    started: "2026-01-01T00:00:00Z", version: "0.1.0", delegates: 2, loadSeconds: 60, targetRate: 100, blockInterval: 5000,
    finalizedTPS: 99.5, blocks: .init(height: 13, missedRounds: 1, isOneChain: true), latency: Percentiles(seconds: [2.5]),
    finality: Percentiles(seconds: [0.0042]), blockIntervals: nil,
    actions: .init(submitted: 6, mined: 4, failed: 0, refused: 1, refusals: ["<script>": 1], pending: 1, repeated: 0),
    nodes: [.init(name: "node-1", produced: 7, height: 13, cpuSeconds: 1.5, peakResidentBytes: 52_428_800)],
    drills: [
      .init(
        kind: .kill, node: 1, duration: 10, blocksMeanwhile: 2, recovery: nil, recoveryRounds: nil, isSafe: true,
        problems: ["node-1 did not reach the height of the others again"])
    ], violations: ["1 accepted actions are in no block"],
    series: [.init(height: 1, time: 0, actions: 3, finality: 4.2), .init(height: 2, time: 5, actions: 1, finality: nil)],
    samples: [.init(time: 1, cpu: [0.5], resident: [1000]), .init(time: 2, cpu: [nil], resident: [nil])])

  @Test func `tells its figures in JSON under their names`() throws {
    let json = try report.json
    for part in ["\"finalizedTPS\" : 99.5", "\"p50\" : 2500", "\"isOneChain\" : true", "\"kind\" : \"kill\""] {
      #expect(json.contains(part), "\(part)")
    }
  }

  @Test func `is a page of its own, in which nothing from outside is code`() {
    let html = report.html
    #expect(html.contains("&lt;script&gt;"))
    #expect(!html.contains("<script"))
    #expect(!html.contains("http"))
    #expect(html.contains("<svg"))
    #expect(html.contains("1 accepted actions are in no block"))
  }

  @Test func `says in its summary what went wrong`() {
    #expect(report.summary.contains("VIOLATION"))
    #expect(report.summary.contains("drill kill on node-1"))
    #expect(report.summary.contains("never back in sync"))
  }
}
