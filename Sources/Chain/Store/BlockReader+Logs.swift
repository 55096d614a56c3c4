public import ChainTypes

extension BlockReader {
  /// The logs of blocks in a range of heights that match a filter, in chain order, at most `limit`.
  ///
  /// A filter with addresses or topics reads the receipts of those blocks only that may have such logs; an empty one
  /// reads those of all blocks with logs. Failed actions' logs are included, as they are in receipts (golden quirk 24).
  public func logs(
    matching filter: LogFilter, in heights: ClosedRange<UInt64>, limit: Int
  ) throws(StoreError) -> [Log] {
    var result: [Log] = []
    guard limit > 0 else { return result }
    let groups = filter.tagGroups
    try forEachRun { (run) throws(StoreError) in
      guard run.firstHeight <= heights.upperBound else { return false }
      guard run.lastHeight >= heights.lowerBound else { return true }
      for height in Self.candidates(groups, in: run) where heights.contains(height) {
        for receipt in try receipts(at: height) ?? [] {
          for log in receipt.logs where filter.matches(log) {
            result.append(log)
            if result.count == limit { return false }
          }
        }
      }
      return true
    }
    return result
  }

  /// The heights of a run at which every group has a tag, ascending; those with any log when there is no group.
  private static func candidates(_ groups: [[UInt64]], in run: ActivityRun) -> [UInt64] {
    var common: Set<UInt32>?
    for group in groups {
      var heights = Set<UInt32>()
      for tag in group { heights.formUnion(run.logs.items(of: tag).map { run.logs.item($0) }) }
      common = common.map { $0.intersection(heights) } ?? heights
      if common?.isEmpty == true { return [] }
    }
    let found = common ?? Set((0..<run.logs.itemCount).map { run.logs.item($0) })
    return found.sorted().map { run.firstHeight + UInt64($0) }
  }
}
