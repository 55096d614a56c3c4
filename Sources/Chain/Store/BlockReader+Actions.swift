public import ChainTypes
public import Primitives
internal import Storage

extension BlockReader {
  /// Where the action with a hash is. When an action occurs twice (golden quirk 15 allows it) the later place.
  public func location(ofAction hash: Hash256) throws(StoreError) -> ActionLocation? {
    try action(hash)?.location
  }

  /// The action with a hash and where it is.
  public func action(_ hash: Hash256) throws(StoreError) -> (action: SealedAction, location: ActionLocation)? {
    var found: (action: SealedAction, location: ActionLocation)?
    try forEachRun(newestFirst: true) { (run) throws(StoreError) in
      for number in run.candidates(for: hash).reversed() {
        let location = try location(ofNumber: number, in: run)
        guard let action = try action(at: location.height, index: location.index) else {
          throw Self.missing(BlockTables.bodies, location.height, "action \(location.index)")
        }
        if action.hash == hash {
          found = (action, location)
          return false
        }
      }
      return true
    }
    return found
  }

  /// The action at a place; nil when there is no such block or the block has fewer actions.
  public func action(at height: UInt64, index: Int) throws(StoreError) -> SealedAction? {
    guard index >= 0 else { return nil }
    return try actions(at: height, from: index, limit: 1).first
  }

  /// The actions of a block from a position on, at most `limit`.
  public func actions(at height: UInt64, from start: Int = 0, limit: Int = .max) throws(StoreError) -> [SealedAction] {
    guard start >= 0, limit > 0 else { return [] }
    return try withRecord(BlockTables.bodies, height) { (body) throws(StoreError) -> [SealedAction] in
      guard let body else { return [] }
      var actions: [SealedAction] = []
      do throws(CodecError) {
        var list = ElementList(body)
        var index = 0
        while actions.count < limit, let element = try list.next() {
          if index >= start { actions.append(try SealedAction(decoding: element)) }
          index += 1
        }
      } catch {
        throw Self.unreadable(BlockTables.bodies, height, "\(error)")
      }
      return actions
    }
  }

  /// Actions by their number on the chain, from 0, at most `limit`.
  public func actions(
    fromNumber first: UInt64, limit: Int
  ) throws(StoreError) -> [(action: SealedAction, location: ActionLocation)] {
    var result: [(action: SealedAction, location: ActionLocation)] = []
    guard limit > 0, let tip = try tip(), first < tip.actionCount else { return result }
    var place = try location(ofNumber: first, from: 1, to: tip.height)
    var height = place.height
    while result.count < limit, height <= tip.height {
      for action in try actions(at: height, from: place.index, limit: limit - result.count) {
        result.append((action, place))
        place = ActionLocation(height: height, index: place.index + 1, number: place.number + 1)
      }
      height += 1
      place = ActionLocation(height: height, index: 0, number: place.number)
    }
    return result
  }

  /// The hash of the action with a number on the chain; nil when there are not so many.
  public func actionHash(number: UInt64) throws(StoreError) -> Hash256? {
    try actions(fromNumber: number, limit: 1).first?.action.hash
  }

  /// Where the action with a number is; nil when there are not so many.
  public func location(ofNumber number: UInt64) throws(StoreError) -> ActionLocation? {
    guard let tip = try tip(), number < tip.actionCount else { return nil }
    return try location(ofNumber: number, from: 1, to: tip.height)
  }

  /// Where an action of a run is.
  func location(ofNumber number: UInt64, in run: ActivityRun) throws(StoreError) -> ActionLocation {
    try location(ofNumber: number, from: run.firstHeight, to: run.lastHeight)
  }

  /// Where an action is that must be in one of these blocks.
  private func location(
    ofNumber number: UInt64, from first: UInt64, to last: UInt64
  ) throws(StoreError) -> ActionLocation {
    var low = first
    var high = last
    while low <= high {
      let middle = low + (high - low) / 2
      let numbers = try actionNumbers(at: middle)
      if number < numbers.first {
        guard middle > first else { break }
        high = middle - 1
      } else if number >= numbers.end {
        low = middle + 1
      } else {
        return ActionLocation(height: middle, index: Int(number - numbers.first), number: number)
      }
    }
    throw .corruption(
      StoreCorruption(.mismatch, in: BlockTables.summaries, height: low, "no block has action number \(number)"))
  }

  /// The numbers of the first action of a stored block and of the one after its last.
  func actionNumbers(at height: UInt64) throws(StoreError) -> (first: UInt64, end: UInt64) {
    guard let numbers = try record(BlockTables.summaries, height, { BlockSummary.actionNumbers(inRecord: $0) }) else {
      throw Self.missing(BlockTables.summaries, height)
    }
    return numbers
  }
}

extension BlockReader {
  /// Calls `body` with every run, in place, until it returns false.
  func forEachRun(
    newestFirst: Bool = false, _ body: (ActivityRun) throws(StoreError) -> Bool
  ) throws(StoreError) {
    try reader.forEach(in: BlockTables.runs, reverse: newestFirst) { (key, record) throws(StoreError) in
      guard let firstHeight = HeightKey.height(of: key) else { throw Self.unreadable(BlockTables.runs, nil, "a key") }
      return try body(try ActivityRun(record, firstHeight: firstHeight))
    }
  }
}
