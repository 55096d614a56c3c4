import EVM
import Foundation

/// What `evm bench` prints.
struct BenchReport {
  var fork: EthereumFork
  var measurements: [Measurement] = []

  var heading: String {
    "workload                                 gas   best ms    med ms   Mgas/s   ns/unit  unit"
  }

  static func line(_ measurement: Measurement) -> String {
    let workload = measurement.workload
    let perUnit = workload.units.map { String(format: "%.1f", measurement.best / Double($0)) } ?? ""
    let text = String(
      format: "%@ %13llu %9.2f %9.2f %8.0f %@  %@",
      workload.name.padding(toLength: 30, withPad: " ", startingAt: 0), measurement.gas, measurement.best / 1e6,
      measurement.median / 1e6, measurement.megagas,
      String(repeating: " ", count: max(0, 9 - perUnit.count)) + perUnit, workload.unit ?? "")
    return measurement.difference.map { text + "  FAILED: " + $0 } ?? text
  }

  var summary: String {
    guard let lowest = measurements.min(by: { $0.megagas < $1.megagas }) else { return "no workload" }
    let mean = exp(measurements.map { log($0.megagas) }.reduce(0, +) / Double(measurements.count))
    let failures = measurements.filter { $0.difference != nil }.count
    let growth = measurements.map(\.growth).max() ?? 0
    return String(
      format: "%d workloads, %d not as expected; geometric mean %.0f Mgas/s; lowest %@ %.0f Mgas/s; memory grew by at most %d KiB",
      measurements.count, failures, mean, lowest.workload.name, lowest.megagas, growth >> 10)
  }

  /// The keys are those of the peer script's `--json`.
  func json() throws -> String {
    let results = measurements.map { measurement in
      Entry(
        name: measurement.workload.name, group: measurement.workload.group, gas: measurement.gas,
        gas_used_after_refund: measurement.gasAfterRefund, best_ns: measurement.best, median_ns: measurement.median,
        reps: measurement.runs, mgas_s: (measurement.megagas * 10).rounded() / 10,
        growth_bytes: measurement.growth,
        ns_per_unit: measurement.workload.units.map { measurement.best / Double($0) }, unit: measurement.workload.unit,
        error: measurement.difference)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(Document(spec: fork.rawValue, results: results)), as: UTF8.self)
  }

  private struct Document: Encodable {
    var spec: String
    var results: [Entry]
  }

  private struct Entry: Encodable {
    var clock = "cpu"
    var name, group: String
    var gas, gas_used_after_refund: UInt64
    var best_ns, median_ns: Double
    var reps: Int
    var mgas_s: Double
    var growth_bytes: Int
    var ns_per_unit: Double?
    var unit, error: String?
  }
}
