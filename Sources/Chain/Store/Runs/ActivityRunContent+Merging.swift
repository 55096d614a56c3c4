internal import Primitives

extension ActivityRunContent {
  /// One run in place of several of one level, which follow each other.
  init(merging parts: [ActivityRun]) {
    let firstNumber = parts.first?.firstNumber ?? 0
    let firstHeight = parts.first?.firstHeight ?? 0
    let numberOffsets = parts.map { UInt32(truncatingIfNeeded: $0.firstNumber &- firstNumber) }
    let heightOffsets = parts.map { UInt32(truncatingIfNeeded: $0.firstHeight &- firstHeight) }
    let (prefixes, numbers) = Self.mergeActions(of: parts, numberOffsets)
    self.init(
      level: (parts.first?.level ?? 0) + 1, firstNumber: firstNumber, prefixes: prefixes, numbers: numbers,
      sent: Postings(merging: parts.map(\.sent), numberOffsets),
      received: Postings(merging: parts.map(\.received), numberOffsets),
      logs: Postings(merging: parts.map(\.logs), heightOffsets))
  }

  /// Merges the ascending lists of actions; of equal prefixes those of earlier parts come first.
  private static func mergeActions(
    of parts: [ActivityRun], _ offsets: [UInt32]
  ) -> (prefixes: [UInt64], numbers: [UInt32]) {
    let total = parts.reduce(0) { $0 + $1.actionCount }
    var prefixes: [UInt64] = []
    var numbers: [UInt32] = []
    prefixes.reserveCapacity(total)
    numbers.reserveCapacity(total)
    var heads = MergeHeads(count: parts.count) { $0 < parts[$1].actionCount ? parts[$1].prefix($0) : nil }
    while let (part, index, prefix) = heads.next() {
      prefixes.append(prefix)
      numbers.append(parts[part].relativeNumber(index) &+ offsets[part])
    }
    return (prefixes, numbers)
  }
}

extension Postings {
  /// Merges postings whose items lie behind each other: part i's start at `offsets[i]`.
  init(merging parts: [PostingsView<Key>], _ offsets: [UInt32]) {
    self.init()
    reserve(
      keys: parts.reduce(0) { $0 + $1.keyCount }, items: parts.reduce(0) { $0 + $1.itemCount })
    var heads = MergeHeads(count: parts.count) { $0 < parts[$1].keyCount ? parts[$1].key($0) : nil }
    while let (part, index, key) = heads.next() {
      if keys.last != key { begin(key) }
      for item in parts[part].itemRange(ofKey: index) { append(parts[part].item(item) &+ offsets[part]) }
    }
  }
}

/// Walks over several ascending lists at once in the order of their elements; of equal ones the earlier list's first.
private struct MergeHeads<Element: Comparable> {
  private let element: (_ index: Int, _ list: Int) -> Element?
  private var indices: [Int]
  private var heads: [(list: Int, element: Element)] = []

  /// - Parameter element: the element at an index of a list, or nil behind its end.
  init(count: Int, element: @escaping (_ index: Int, _ list: Int) -> Element?) {
    self.element = element
    indices = [Int](repeating: 0, count: count)
    for list in 0..<count {
      if let first = element(0, list) { heads.append((list, first)) }
    }
  }

  mutating func next() -> (list: Int, index: Int, element: Element)? {
    guard var least = heads.indices.first else { return nil }
    for candidate in heads.indices.dropFirst() where heads[candidate].element < heads[least].element {
      least = candidate
    }
    let (list, value) = heads[least]
    let index = indices[list]
    indices[list] += 1
    if let following = element(index + 1, list) {
      heads[least].element = following
    } else {
      heads.remove(at: least)
    }
    return (list, index, value)
  }
}
