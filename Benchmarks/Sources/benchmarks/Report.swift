import Foundation

/// How measurements are printed.
enum Report {
  /// The heading of the text form.
  static let heading = row("benchmark", "best ns/op", "median ns/op", "best cpu ns/op", "median op/s")

  /// One line of the text form.
  static func line(_ measurement: Measurement) -> String {
    let rate = measurement.medianNanoseconds > 0 ? 1e9 / measurement.medianNanoseconds : 0
    return row(
      measurement.name, String(format: "%.2f", measurement.bestNanoseconds), String(format: "%.2f", measurement.medianNanoseconds),
      String(format: "%.2f", measurement.bestCPUNanoseconds), String(format: "%.0f", rate))
  }

  /// The JSON form: `{"results": [{"name", "best_ns", "median_ns", "best_cpu_ns", "median_cpu_ns", "samples", "iterations"}]}`.
  static func json(_ measurements: [Measurement]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(["results": measurements]), as: UTF8.self)
  }

  private static func row(_ name: String, _ numbers: String...) -> String {
    let padding = String(repeating: " ", count: max(1, 50 - name.count))
    return name + padding + numbers.map { String(repeating: " ", count: max(1, 16 - $0.count)) + $0 }.joined()
  }
}
