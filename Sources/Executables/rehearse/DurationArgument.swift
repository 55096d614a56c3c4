internal import ArgumentParser

/// A length of time on the command line: `90`, `90s`, `500ms`, `15m`, `2h`.
struct DurationArgument: ExpressibleByArgument {
  /// The length in seconds.
  let seconds: Double

  init(seconds: Double) { self.seconds = seconds }

  init?(argument: String) {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
    let unit = units.first { argument.hasSuffix($0.suffix) }
    guard let number = Double(argument.dropLast(unit?.suffix.count ?? 0)), number.isFinite, number >= 0 else { return nil }
    seconds = number * (unit?.seconds ?? 1)
  }

  var defaultValueDescription: String { seconds == seconds.rounded() ? "\(Int(seconds))s" : "\(seconds)s" }
}
