internal import Storage

/// Keeps the table of runs in the only shape that its blocks allow (see `ActivityRun`).
struct ActivityRunTable {
  private let writer: any KeyValueWriter
  private let mergeLimit: Int

  /// - Parameter mergeLimit: the most bytes that runs to be merged have together; the same for all blocks of a store.
  init(_ writer: any KeyValueWriter, mergeLimit: Int) {
    self.writer = writer
    self.mergeLimit = mergeLimit
  }

  /// Adds the run of the next block and merges as many levels as are complete with it.
  func append(_ content: ActivityRunContent, at height: UInt64) throws(StoreError) {
    try put(content, at: height)
    var level = 0
    while let firstHeights = ActivityRun.mergeGroup(endingAt: height, level: level),
      let merged = try merge(firstHeights, level: level)
    {
      for part in firstHeights.dropFirst() { try delete(part) }
      try put(merged, at: firstHeights[0])
      level += 1
    }
  }

  /// Removes the last block's run, first undoing the merges that it completed.
  func removeLast(at height: UInt64) throws(StoreError) {
    while true {
      let (firstHeight, parts) = try lastRunSplit(at: height)
      guard !parts.isEmpty else { return try delete(firstHeight) }
      let blocks = ActivityRun.blockCount(level: parts[0].level)
      for (index, part) in parts.enumerated() { try put(part, at: firstHeight + UInt64(index) * blocks) }
    }
  }

  /// The content of the runs merged; nil when one of them is no run of that level, or they are too large together.
  private func merge(_ firstHeights: [UInt64], level: Int) throws(StoreError) -> ActivityRunContent? {
    var size = 0
    for firstHeight in firstHeights {
      let known = try BlockReader(writer).withRecord(BlockTables.runs, firstHeight) { (record) throws(StoreError) -> Int? in
        guard let record, try ActivityRun(record, firstHeight: firstHeight).level == level else { return nil }
        return record.count
      }
      guard let known, size + known <= mergeLimit else { return nil }
      size += known
    }
    return try withRuns(firstHeights[...], []) { ActivityRunContent(merging: $0) }
  }

  /// Calls `body` with several runs in place at once.
  private func withRuns<R>(
    _ firstHeights: ArraySlice<UInt64>, _ opened: [ActivityRun], _ body: ([ActivityRun]) -> R
  ) throws(StoreError) -> R {
    guard let firstHeight = firstHeights.first else { return body(opened) }
    return try BlockReader(writer).withRecord(BlockTables.runs, firstHeight) { (record) throws(StoreError) -> R in
      guard let record else { throw BlockReader.missing(BlockTables.runs, firstHeight) }
      return try withRuns(firstHeights.dropFirst(), opened + [try ActivityRun(record, firstHeight: firstHeight)], body)
    }
  }

  /// The first height of the last run, which must end at `height`, and the parts that were merged into it; none when it
  /// is the run of one block.
  private func lastRunSplit(
    at height: UInt64
  ) throws(StoreError) -> (firstHeight: UInt64, parts: [ActivityRunContent]) {
    let reader = BlockReader(writer)
    var result: (firstHeight: UInt64, parts: [ActivityRunContent])?
    try reader.forEachRun(newestFirst: true) { (run) throws(StoreError) in
      guard run.lastHeight == height else {
        throw .corruption(
          StoreCorruption(
            .mismatch, in: BlockTables.runs, height: run.firstHeight, "it ends at \(run.lastHeight), the tip is \(height)"))
      }
      var parts: [ActivityRunContent] = []
      if run.level > 0 {
        let blocks = ActivityRun.blockCount(level: run.level - 1)
        for index in 0..<ActivityRun.fanOut {
          let first = run.firstHeight + UInt64(index) * blocks
          let start = try reader.actionNumbers(at: first).first
          let end = try reader.actionNumbers(at: first + blocks - 1).end
          guard start <= end else {
            throw .corruption(StoreCorruption(.mismatch, in: BlockTables.summaries, height: first, "action numbers"))
          }
          parts.append(ActivityRunContent(part: index, of: run, numbers: start..<end))
        }
      }
      result = (run.firstHeight, parts)
      return false
    }
    guard let result else { throw BlockReader.missing(BlockTables.runs, height) }
    return result
  }

  private func put(_ content: ActivityRunContent, at firstHeight: UInt64) throws(StoreError) {
    try StoreError.wrapping { () throws(StorageFault) in
      try HeightKey.with(firstHeight) { (key) throws(StorageFault) in
        try writer.put(BlockTables.runs, key: key, size: content.encodedSize) { content.write(to: $0) }
      }
    }
  }

  private func delete(_ firstHeight: UInt64) throws(StoreError) {
    let existed = try StoreError.wrapping { () throws(StorageFault) in
      try HeightKey.with(firstHeight) { (key) throws(StorageFault) in try writer.delete(BlockTables.runs, key: key) }
    }
    guard existed else { throw BlockReader.missing(BlockTables.runs, firstHeight) }
  }
}

extension ActivityRun {
  /// The first heights of the runs of a level that are merged when the block at `height` completes the last of them; nil
  /// when it does not.
  static func mergeGroup(endingAt height: UInt64, level: Int) -> [UInt64]? {
    guard level < maximumLevel else { return nil }
    let part = blockCount(level: level)
    let whole = part * UInt64(fanOut)
    guard height > 0, height % whole == 0 else { return nil }
    return (0..<UInt64(fanOut)).map { height - whole + 1 + $0 * part }
  }
}
