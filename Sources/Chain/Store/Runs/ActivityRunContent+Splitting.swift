internal import Primitives

extension ActivityRunContent {
  /// The part of a merged run that was merged into it: the same run that its blocks had before.
  ///
  /// - Parameters:
  ///   - index: which part, from 0.
  ///   - numbers: the numbers of the part's actions.
  init(part index: Int, of run: ActivityRun, numbers: Range<UInt64>) {
    let blocks = ActivityRun.blockCount(level: run.level - 1)
    let heights = Self.relative(UInt64(index) &* blocks, UInt64(index + 1) &* blocks)
    let inside = Self.relative(numbers.lowerBound &- run.firstNumber, numbers.upperBound &- run.firstNumber)
    var prefixes: [UInt64] = []
    var own: [UInt32] = []
    for place in 0..<run.actionCount {
      let number = run.relativeNumber(place)
      guard inside.contains(number) else { continue }
      prefixes.append(run.prefix(place))
      own.append(number - inside.lowerBound)
    }
    self.init(
      level: run.level - 1, firstNumber: numbers.lowerBound, prefixes: prefixes, numbers: own,
      sent: Postings(run.sent, restrictedTo: inside), received: Postings(run.received, restrictedTo: inside),
      logs: Postings(run.logs, restrictedTo: heights))
  }

  private static func relative(_ start: UInt64, _ end: UInt64) -> Range<UInt32> {
    let start = UInt32(clamping: start)
    return start..<max(start, UInt32(clamping: end))
  }
}

extension Postings {
  /// The items of a range, counted from its start, and the keys that have some.
  init(_ view: PostingsView<Key>, restrictedTo range: Range<UInt32>) {
    self.init()
    for index in 0..<view.keyCount {
      var begun = false
      for place in view.itemRange(ofKey: index) {
        let item = view.item(place)
        guard range.contains(item) else { continue }
        if !begun {
          begin(view.key(index))
          begun = true
        }
        append(item - range.lowerBound)
      }
    }
  }
}
