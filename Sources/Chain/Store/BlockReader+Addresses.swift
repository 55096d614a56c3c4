public import Primitives

extension BlockReader {
  /// How many actions an address has sent and received.
  public func activity(of address: Address) throws(StoreError) -> AddressActivity {
    var activity = AddressActivity()
    try forEachRun { (run) throws(StoreError) in
      activity.sent += UInt64(run.sent.items(of: address.hash).count)
      activity.received += UInt64(run.received.items(of: address.hash).count)
      return true
    }
    return activity
  }

  /// A page of an address's history: `limit` lines at most, beginning with line `start`, from 0.
  ///
  /// There are as many lines as `activity(of:)` says in total, whatever the order.
  public func actions(
    of address: Address, from start: UInt64, limit: Int, order: AddressOrder
  ) throws(StoreError) -> [AddressAction] {
    var page = Page(skip: start, limit: limit)
    switch order {
    case .sentThenReceived:
      for role in [AddressAction.Role.sender, .recipient] {
        try forEachRun { (run) throws(StoreError) in
          let list = role == .sender ? run.sent : run.received
          for index in page.take(from: list.items(of: address.hash)) {
            page.lines.append(try line(run, list.item(index), role))
          }
          return !page.isFull
        }
      }
    case .chain:
      try forEachRun { (run) throws(StoreError) in
        let lines = Self.merge(run, address.hash)
        for index in page.take(from: lines.indices) {
          page.lines.append(try line(run, lines[index].number, lines[index].role))
        }
        return !page.isFull
      }
    }
    return page.lines
  }

  private func line(
    _ run: ActivityRun, _ number: UInt32, _ role: AddressAction.Role
  ) throws(StoreError) -> AddressAction {
    AddressAction(location: try location(ofNumber: run.firstNumber + UInt64(number), in: run), role: role)
  }

  /// What an address sent and received in a run, in chain order; of an action to itself the sending first.
  private static func merge(_ run: ActivityRun, _ address: Hash160) -> [(number: UInt32, role: AddressAction.Role)] {
    let sent = run.sent.items(of: address).map { (number: run.sent.item($0), role: AddressAction.Role.sender) }
    let received = run.received.items(of: address).map {
      (number: run.received.item($0), role: AddressAction.Role.recipient)
    }
    guard !received.isEmpty else { return sent }
    var merged: [(number: UInt32, role: AddressAction.Role)] = []
    merged.reserveCapacity(sent.count + received.count)
    var next = 0
    for line in received {
      while next < sent.count, sent[next].number <= line.number {
        merged.append(sent[next])
        next += 1
      }
      merged.append(line)
    }
    return merged + sent[next...]
  }

  /// Lines still to be skipped, and lines taken.
  private struct Page {
    var skip: UInt64
    let limit: Int
    var lines: [AddressAction] = []

    var isFull: Bool { lines.count >= limit }

    init(skip: UInt64, limit: Int) {
      self.skip = skip
      self.limit = limit
    }

    /// The part of a range of lines that belongs to the page; counts the skipped ones.
    mutating func take(from range: Range<Int>) -> Range<Int> {
      guard !isFull else { return range.upperBound..<range.upperBound }
      let skipped = Int(min(skip, UInt64(range.count)))
      skip -= UInt64(skipped)
      let start = range.lowerBound + skipped
      return start..<min(range.upperBound, start + (limit - lines.count))
    }
  }
}
