import ChainTypes
import LibP2P
import Primitives

/// A block that waits for its turn, and who sent it.
struct SyncedBlock: Hashable, Sendable {
  let block: Block
  /// Its size on the wire.
  let byteCount: Int
  let peer: PeerID
  /// Whether it came as an announcement, for which the sender is not to blame: v0.5.0 passes on everything.
  let isAnnounced: Bool
}

/// The heights above the tip: what is missing, asked for, here, or with the chain.
///
/// A ring of fixed size; it holds no height further above the tip than that.
struct SyncWindow: Hashable, Sendable {
  enum Slot: Hashable, Sendable {
    case missing
    case requested(SyncRequestID)
    case buffered(SyncedBlock)
    case handed(SyncedBlock)
  }

  /// What comes next for the chain.
  enum Next {
    /// The next height is not here, or the chain must answer first.
    case nothing
    /// Consecutive, linked blocks.
    case blocks([SyncedBlock])
    /// The next block does not follow the tip; it was removed.
    case unlinked(SyncedBlock)
  }

  private var slots: [Slot]
  private(set) var tip: SyncTip
  /// The last height given to the chain; the tip's when the chain has answered for all.
  private(set) var handedHeight: UInt64
  private(set) var handedBytes = 0
  private(set) var bufferedBytes = 0
  private(set) var bufferedCount = 0
  private(set) var requestedCount = 0
  /// No height at or below is missing.
  private var complete: UInt64

  /// - Precondition: the capacity is positive.
  init(capacity: Int, tip: SyncTip) {
    slots = Array(repeating: .missing, count: max(1, capacity))
    self.tip = tip
    handedHeight = tip.height
    complete = tip.height
  }

  /// The highest height that can be kept.
  var top: UInt64 { saturating(tip.height, plus: UInt64(slots.count)) }
  /// The number of blocks with the chain.
  var handedCount: Int { Int(handedHeight - tip.height) }

  func contains(_ height: UInt64) -> Bool { height > tip.height && height <= top }

  subscript(height: UInt64) -> Slot { contains(height) ? slots[index(height)] : .missing }

  private func index(_ height: UInt64) -> Int { Int(height % UInt64(slots.count)) }

  /// Replaces a slot and keeps the sums.
  private mutating func set(_ height: UInt64, _ slot: Slot) {
    let place = index(height)
    switch slots[place] {
    case .missing: break
    case .requested: requestedCount -= 1
    case .buffered(let old):
      bufferedCount -= 1
      bufferedBytes -= old.byteCount
    case .handed(let old): handedBytes -= old.byteCount
    }
    switch slot {
    case .missing: complete = min(complete, height - 1)
    case .requested: requestedCount += 1
    case .buffered(let new):
      bufferedCount += 1
      bufferedBytes += new.byteCount
    case .handed(let new): handedBytes += new.byteCount
    }
    slots[place] = slot
  }

  // MARK: Requests

  /// The lowest height that is neither here nor asked for, up to a limit.
  mutating func firstMissing(upTo limit: UInt64) -> UInt64? {
    complete = max(complete, tip.height)
    while complete < min(top, limit) {
      if case .missing = slots[index(complete + 1)] { return complete + 1 }
      complete += 1
    }
    return nil
  }

  /// The missing heights from `start` on, without a hole, up to a limit and a number.
  func missingRun(from start: UInt64, count: Int, upTo limit: UInt64) -> ClosedRange<UInt64> {
    var end = start
    while end < min(limit, top), end - start + 1 < UInt64(count), case .missing = slots[index(end + 1)] { end += 1 }
    return start...end
  }

  /// The heights from `start` on that one request was made for, without a hole.
  func requestedRun(from start: UInt64, by id: SyncRequestID, count: Int) -> ClosedRange<UInt64> {
    var end = start
    while end < top, end - start + 1 < UInt64(count), case .requested(id) = slots[index(end + 1)] { end += 1 }
    return start...end
  }

  /// Notes that heights were asked for; what is here already stays.
  mutating func request(_ range: ClosedRange<UInt64>, by id: SyncRequestID) {
    for height in range where contains(height) {
      switch slots[index(height)] {
      case .missing, .requested: set(height, .requested(id))
      case .buffered, .handed: break
      }
    }
  }

  /// Notes that a request is over: what it did not bring is missing again.
  mutating func release(_ range: ClosedRange<UInt64>, of id: SyncRequestID) {
    let low = max(range.lowerBound, saturating(tip.height, plus: 1))
    let high = min(range.upperBound, top)
    guard low <= high else { return }
    for height in low...high where slots[index(height)] == .requested(id) { set(height, .missing) }
  }

  // MARK: Blocks

  /// Keeps a block, unless there is one already.
  mutating func insert(_ block: SyncedBlock) {
    let height = block.block.height
    guard contains(height) else { return }
    switch slots[index(height)] {
    case .missing, .requested: set(height, .buffered(block))
    case .buffered, .handed: break
    }
  }

  /// Drops the highest blocks until no more than `limit` bytes are kept. The next one for the chain stays.
  mutating func trim(toBytes limit: Int) {
    var height = top
    while bufferedBytes + handedBytes > limit, height > handedHeight + 1 {
      if case .buffered = slots[index(height)] { set(height, .missing) }
      height -= 1
    }
  }

  /// Takes the blocks that the chain can have now.
  mutating func takeNext(count: Int, bytes: Int) -> Next {
    var taken: [SyncedBlock] = []
    var size = 0
    var link = handedHash
    while taken.count < count, handedHeight < top, case .buffered(let next) = slots[index(handedHeight + 1)] {
      guard next.block.header.previousHash == link else {
        guard taken.isEmpty, handedHeight == tip.height else { break }
        set(next.block.height, .missing)
        return .unlinked(next)
      }
      guard taken.isEmpty || size + next.byteCount <= bytes else { break }
      size += next.byteCount
      link = next.block.hash
      taken.append(next)
      set(next.block.height, .handed(next))
      handedHeight += 1
    }
    return taken.isEmpty ? .nothing : .blocks(taken)
  }

  /// The hash of the last block given to the chain.
  private var handedHash: Hash256 {
    if handedHeight > tip.height, case .handed(let last) = slots[index(handedHeight)] { return last.block.hash }
    return tip.hash
  }

  /// Takes all blocks back from the chain.
  mutating func takeBack() {
    while handedHeight > tip.height {
      if case .handed(let block) = slots[index(handedHeight)] { set(handedHeight, .buffered(block)) }
      handedHeight -= 1
    }
  }

  /// Removes a block.
  mutating func remove(_ height: UInt64) {
    if contains(height) { set(height, .missing) }
  }

  /// Removes all blocks that a peer sent and that are not with the chain.
  mutating func removeBlocks(of peer: PeerID) {
    guard bufferedCount > 0, handedHeight < top else { return }
    for height in (handedHeight + 1)...top {
      if case .buffered(let block) = slots[index(height)], block.peer == peer { set(height, .missing) }
    }
  }

  /// Moves the window to a new tip. Going back, or to another block of the same height, empties it.
  mutating func move(to newTip: SyncTip) {
    let isForward = newTip.height > tip.height || newTip == tip
    let emptied = isForward ? min(newTip.height, top) : top
    if emptied > tip.height {
      for height in (tip.height + 1)...emptied { set(height, .missing) }
    }
    tip = newTip
    handedHeight = isForward ? max(handedHeight, newTip.height) : newTip.height
    complete = isForward ? max(complete, newTip.height) : newTip.height
  }
}

/// A sum that stays at the highest number instead of overflowing: heights and times come from outside.
func saturating(_ value: UInt64, plus other: UInt64) -> UInt64 {
  let (sum, overflow) = value.addingReportingOverflow(other)
  return overflow ? .max : sum
}
