internal import Foundation
internal import Rehearsal
internal import Synchronization

/// Shows a rehearsal while it runs: a block of lines that is written over every second. Silent when nobody watches.
final class LiveView: Sendable {
  private let linesShown = Mutex(0)

  /// Takes over an event.
  func show(_ event: Rehearsal.Event) {
    guard Terminal.isInteractive else { return }
    switch event {
    case .started(let nodes): replace(["starting: \(nodes) nodes are up"])
    case .ready: replace(["the network finalizes blocks"])
    case .progress(let progress): replace(Self.lines(of: progress))
    case .drillBegan(let kind, let node): say("drill: \(kind.rawValue) on node-\(node)")
    case .drillEnded(let verdict):
      let recovery = verdict.recovery.map { String(format: "back in sync after %.2f s", $0) } ?? "never back in sync"
      say("drill: \(verdict.kind.rawValue) on node-\(verdict.node) \(verdict.isPassed ? "passed" : "FAILED"), \(recovery)")
    case .draining: say("the load has ended; waiting for what is pending")
    }
  }

  /// Removes the lines.
  func clear() { replace([]) }

  /// Writes a line that stays.
  private func say(_ text: String) {
    replace([])
    Terminal.note(text)
  }

  private func replace(_ lines: [String]) {
    guard Terminal.isInteractive else { return }
    linesShown.withLock { shown in
      var text = shown > 0 ? "\u{1B}[\(shown)F\u{1B}[J" : ""
      text += lines.map { "\($0)\n" }.joined()
      FileHandle.standardError.write(Data(text.utf8))
      shown = lines.count
    }
  }

  private static func lines(of progress: RehearsalProgress) -> [String] {
    let width = 30
    let share = min(1, progress.elapsed / max(progress.total, 0.001))
    let filled = Int(share * Double(width))
    var lines = [
      "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled) + "] "
        + String(format: "%.0f of %.0f s", min(progress.elapsed, progress.total), progress.total),
      String(
        format: "height %llu   %.0f actions/s finalized   finality %@   submitted %d   mined %d   refused %d", progress.height,
        progress.tps,
        (progress.finality.map { String(format: "%.1f ms", $0) } ?? "-") as NSString, progress.submitted, progress.mined, progress.refused),
      "node      height   round   peers     pool   missed rounds",
    ]
    for (index, node) in progress.nodes.enumerated() {
      let name = "node-\(index + 1)".padding(toLength: 8, withPad: " ", startingAt: 0)
      guard let node else {
        lines.append("\(name)  down")
        continue
      }
      let round = node.round.map { "\($0)" } ?? "-"
      lines.append(
        name
          + [(String(node.height), 8), (round, 8), (String(node.peers), 8), (String(node.pool), 9), (String(node.missedRounds), 16)]
          .map { text, width in String(repeating: " ", count: max(1, width - text.count)) + text }.joined())
    }
    return lines
  }
}
