/// A part of a list: where it begins, counted from 0 or from a height, and how many entries it has at most.
public struct Page: Hashable, Sendable {
  /// The first entry.
  public let start: UInt64
  /// How many entries at most.
  public let count: UInt64

  /// The entry after the last one; `UInt64.max` when that is too small to say.
  var end: UInt64 {
    let (end, overflow) = start.addingReportingOverflow(count)
    return overflow ? .max : end
  }

  /// The part of a list with so many entries; empty when the page begins behind it.
  func range(of total: UInt64) -> Range<UInt64> {
    let lower = min(start, total)
    return lower..<max(lower, min(end, total))
  }
}

extension NodeAPI {
  /// A page, checked before anything else of a request is looked at.
  ///
  /// - Throws: `countTooLarge`.
  public func page(start: UInt64, count: UInt64) throws(APIError) -> Page {
    guard count <= configuration.rangeQueryLimit else {
      throw APIError(
        .countTooLarge, "the count \(count) is above the most that one answer holds, \(configuration.rangeQueryLimit)",
        details: ["maximum": "\(configuration.rangeQueryLimit)", "given": "\(count)"])
    }
    return Page(start: start, count: count)
  }
}
