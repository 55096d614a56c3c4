internal import Foundation

/// A chart of lines over time, as SVG.
struct ChartSVG {
  /// A line of a chart.
  struct Line {
    /// Its name in the legend.
    var name: String
    /// Points by time; a missing value interrupts the line.
    var points: [(x: Double, y: Double?)]
  }

  /// What the chart shows, with the unit.
  var title: String
  /// The lines.
  var lines: [Line]

  private static let colors = ["#2563eb", "#dc2626", "#16a34a", "#9333ea", "#ea580c", "#0891b2", "#4d7c0f", "#be185d"]

  /// The chart, 640 by 220.
  var svg: String {
    let (width, height, left, bottom, top) = (640.0, 220.0, 64.0, 28.0, 30.0)
    let xs = lines.flatMap { $0.points.map(\.x) }
    let ys = lines.flatMap { $0.points.compactMap(\.y) }
    guard let first = xs.min(), let last = xs.max(), let highest = ys.max() else {
      return "<figure><figcaption>\(Self.escaped(title))</figcaption><p>no data</p></figure>"
    }
    let (span, peak) = (max(last - first, 0.001), max(highest, 0.001) * 1.05)
    func place(_ x: Double, _ y: Double) -> String {
      String(
        format: "%.1f,%.1f", left + (x - first) / span * (width - left - 10), height - bottom - y / peak * (height - bottom - top))
    }
    var parts: [String] = []
    for step in 0...4 {
      let value = peak * Double(step) / 4
      let y = height - bottom - Double(step) / 4 * (height - bottom - top)
      parts.append(
        String(format: "<line x1='%.0f' x2='%.0f' y1='%.1f' y2='%.1f' stroke='#e5e7eb'/>", left, width - 10, y, y)
          + String(format: "<text x='%.0f' y='%.1f' text-anchor='end'>%@</text>", left - 6, y + 4, Self.label(value) as NSString))
    }
    for step in 0...4 {
      let x = left + Double(step) / 4 * (width - left - 10)
      parts.append(
        String(
          format: "<text x='%.1f' y='%.0f' text-anchor='middle'>%@ s</text>", x, height - 8,
          Self.label(first + span * Double(step) / 4) as NSString))
    }
    for (index, line) in lines.enumerated() {
      let color = Self.colors[index % Self.colors.count]
      var run: [String] = []
      func flush() {
        if !run.isEmpty {
          parts.append("<polyline fill='none' stroke='\(color)' stroke-width='1.5' points='\(run.joined(separator: " "))'/>")
        }
        run = []
      }
      for point in line.points {
        if let y = point.y { run.append(place(point.x, y)) } else { flush() }
      }
      flush()
      if lines.count > 1 {
        parts.append("<text x='\(left + Double(index % 8) * 70)' y='20' fill='\(color)'>\(Self.escaped(line.name))</text>")
      }
    }
    return """
      <figure><figcaption>\(Self.escaped(title))</figcaption>
      <svg viewBox='0 0 640 220' role='img' aria-label='\(Self.escaped(title))'>\(parts.joined())</svg></figure>
      """
  }

  private static func label(_ value: Double) -> String {
    value >= 100 || value == value.rounded() ? String(format: "%.0f", value) : String(format: value >= 10 ? "%.1f" : "%.2f", value)
  }

  /// Text as it may stand in HTML.
  static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "'", with: "&#39;")
  }
}
