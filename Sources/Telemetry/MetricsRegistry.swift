public import CoreMetrics
internal import Synchronization

/// All metrics of a process, and their exposition in Prometheus' text format.
///
/// It is the backend of swift-metrics, handed to whoever makes metrics; nothing is registered globally. Isolation: any
/// thread; the list of series is behind one lock, their values are atomics or behind locks of their own.
public final class MetricsRegistry: MetricsFactory {
  private struct Key: Hashable {
    let label: String
    let dimensions: [String]
  }

  /// The series of one kind, by name and dimensions.
  private struct Series {
    var counters: [Key: CounterSeries] = [:]
    var gauges: [Key: GaugeSeries] = [:]
    var histograms: [Key: HistogramSeries] = [:]
    var help: [String: String] = [:]
  }

  private let series = Mutex(Series())

  /// A registry without metrics.
  public init() {}

  /// Says what a metric is, for the exposition.
  public func describe(_ label: String, _ help: String) {
    series.withLock { $0.help[label] = help }
  }

  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    counter(label, dimensions)
  }

  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    aggregate ? histogram(label, dimensions, scale: 1) : gauge(label, dimensions)
  }

  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    gauge(label, dimensions)
  }

  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions, scale: 1e-9)
  }

  /// Nothing: series stay for as long as the process runs, as Prometheus wants it.
  public func destroyCounter(_ handler: any CounterHandler) {}

  /// Nothing, as for counters.
  public func destroyRecorder(_ handler: any RecorderHandler) {}

  /// Nothing, as for counters.
  public func destroyMeter(_ handler: any MeterHandler) {}

  /// Nothing, as for counters.
  public func destroyTimer(_ handler: any TimerHandler) {}

  /// All series in Prometheus' text format, version 0.0.4, ordered by name and labels.
  public func exposition() -> String {
    let snapshot = series.withLock { $0 }
    var families: [String: (type: String, lines: [String])] = [:]
    for (key, counter) in snapshot.counters {
      families[key.label, default: ("counter", [])].lines.append("\(key.label)\(labels(key.dimensions)) \(counter.value)")
    }
    for (key, gauge) in snapshot.gauges {
      families[key.label, default: ("gauge", [])].lines.append("\(key.label)\(labels(key.dimensions)) \(text(gauge.value))")
    }
    for (key, histogram) in snapshot.histograms {
      families[key.label, default: ("histogram", [])].lines += lines(of: histogram, named: key.label, key.dimensions)
    }
    var output = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      if let help = snapshot.help[name] { output += "# HELP \(name) \(help)\n" }
      output += "# TYPE \(name) \(family.type)\n"
      let ordered = family.type == "histogram" ? family.lines : family.lines.sorted()
      for line in ordered { output += line + "\n" }
    }
    return output
  }

  private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
    series.withLock { series in
      let key = Self.key(label, dimensions)
      if let known = series.counters[key] { return known }
      let new = CounterSeries()
      series.counters[key] = new
      return new
    }
  }

  private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
    series.withLock { series in
      let key = Self.key(label, dimensions)
      if let known = series.gauges[key] { return known }
      let new = GaugeSeries()
      series.gauges[key] = new
      return new
    }
  }

  private func histogram(_ label: String, _ dimensions: [(String, String)], scale: Double) -> HistogramSeries {
    series.withLock { series in
      let key = Self.key(label, dimensions)
      if let known = series.histograms[key] { return known }
      let new = HistogramSeries(scale: scale)
      series.histograms[key] = new
      return new
    }
  }

  private static func key(_ label: String, _ dimensions: [(String, String)]) -> Key {
    Key(label: label, dimensions: dimensions.map { "\($0.0)=\"\(escaped($0.1))\"" })
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for character in value {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }

  private func labels(_ dimensions: [String], and more: String? = nil) -> String {
    let all = dimensions + (more.map { [$0] } ?? [])
    return all.isEmpty ? "" : "{\(all.joined(separator: ","))}"
  }

  private func lines(of histogram: HistogramSeries, named name: String, _ dimensions: [String]) -> [String] {
    let state = histogram.state
    var lines: [String] = []
    var cumulative: UInt64 = 0
    for (bound, count) in zip(HistogramSeries.bounds, state.counts) {
      cumulative += count
      lines.append("\(name)_bucket\(labels(dimensions, and: "le=\"\(text(bound))\"")) \(cumulative)")
    }
    lines.append("\(name)_bucket\(labels(dimensions, and: "le=\"+Inf\"")) \(state.total)")
    lines.append("\(name)_sum\(labels(dimensions)) \(text(state.sum))")
    lines.append("\(name)_count\(labels(dimensions)) \(state.total)")
    return lines
  }

  /// A number as Prometheus reads it: whole numbers without a fraction.
  private func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}
