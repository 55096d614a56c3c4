internal import Storage

/// Makes the runs of a chain anew from its blocks, in memory, one stored run after the other.
struct RunReplay {
  /// How a stored run lies.
  struct Shape {
    let level: Int
    let firstHeight: UInt64
    let size: Int

    var lastHeight: UInt64 { firstHeight &+ (ActivityRun.blockCount(level: level) - 1) }
  }

  private struct Part {
    let level: Int
    let firstHeight: UInt64
    let record: [UInt8]
  }

  /// The stored runs not reached yet, last first.
  private var shapes: [Shape] = []
  /// What the blocks of the current stored run gave so far, merged as far as it goes.
  private var parts: [Part] = []
  private var isIncomplete = false
  private let mergeLimit: Int

  /// - Parameter mergeLimit: the one with which the store was written.
  init(mergeLimit: Int) { self.mergeLimit = mergeLimit }

  /// Takes the stored runs, in order, and says what is wrong with how they lie.
  mutating func take(_ shapes: [Shape], tipHeight: UInt64) -> [StoreCorruption] {
    self.shapes = shapes.reversed()
    var problems: [StoreCorruption] = []
    func note(_ code: StoreCorruption.Code, _ height: UInt64, _ detail: String) {
      problems.append(StoreCorruption(code, in: BlockTables.runs, height: height, detail))
    }
    var next: UInt64 = 1
    for shape in shapes {
      if shape.firstHeight != next { note(.missing, next, "no run begins here, one begins at \(shape.firstHeight)") }
      if (shape.firstHeight &- 1) % ActivityRun.blockCount(level: shape.level) != 0 {
        note(.mismatch, shape.firstHeight, "a run of level \(shape.level) cannot begin here")
      }
      next = shape.lastHeight &+ 1
    }
    if next != tipHeight &+ 1 { note(.mismatch, next, "runs end before here, blocks at \(tipHeight)") }
    for end in shapes.indices.dropFirst(ActivityRun.fanOut - 1) {
      let group = shapes[(end - ActivityRun.fanOut + 1)...end]
      let level = shapes[end].level
      if let merged = ActivityRun.mergeGroup(endingAt: shapes[end].lastHeight, level: level),
        group.map(\.firstHeight) == merged, group.allSatisfy({ $0.level == level }),
        group.reduce(0, { $0 + $1.size }) <= mergeLimit
      {
        note(.mismatch, merged[0], "eight runs of level \(level) from here are not merged")
      }
    }
    return problems
  }

  /// Adds the next block's run.
  mutating func push(_ content: ActivityRunContent, at height: UInt64) {
    parts.append(Part(level: 0, firstHeight: height, record: content.record))
    var level = 0
    while let group = ActivityRun.mergeGroup(endingAt: height, level: level), let merged = merge(group, level) {
      parts.removeLast(ActivityRun.fanOut)
      parts.append(merged)
      level += 1
    }
  }

  /// Says that the next block is unknown, so that the run that it belongs to cannot be compared.
  mutating func skip() { isIncomplete = true }

  /// When a stored run ends at a height: where it begins, and the record that it should have; nil when a block of it is
  /// unknown, empty when its blocks do not give one run.
  mutating func finish(at height: UInt64) -> (firstHeight: UInt64, record: [UInt8]?)? {
    while let shape = shapes.last, shape.lastHeight < height { shapes.removeLast() }
    guard let shape = shapes.last, shape.lastHeight == height else { return nil }
    shapes.removeLast()
    defer {
      parts = []
      isIncomplete = false
    }
    if isIncomplete { return (shape.firstHeight, nil) }
    guard parts.count == 1, parts[0].firstHeight == shape.firstHeight else { return (shape.firstHeight, []) }
    return (shape.firstHeight, parts[0].record)
  }

  private func merge(_ group: [UInt64], _ level: Int) -> Part? {
    let candidates = parts.suffix(ActivityRun.fanOut)
    guard candidates.map(\.firstHeight) == group, candidates.allSatisfy({ $0.level == level }),
      candidates.reduce(0, { $0 + $1.record.count }) <= mergeLimit
    else { return nil }
    return Self.withRuns(candidates, []) {
      Part(level: level + 1, firstHeight: group[0], record: ActivityRunContent(merging: $0).record)
    }
  }

  private static func withRuns<R>(_ parts: ArraySlice<Part>, _ opened: [ActivityRun], _ body: ([ActivityRun]) -> R) -> R? {
    guard let part = parts.first else { return body(opened) }
    return part.record.withUnsafeBytes { bytes in
      guard let run = try? ActivityRun(bytes, firstHeight: part.firstHeight) else { return nil }
      return withRuns(parts.dropFirst(), opened + [run], body)
    }
  }
}
