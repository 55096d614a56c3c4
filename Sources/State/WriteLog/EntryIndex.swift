/// A hash table from keys to the latest log entry of each, with linear probing.
///
/// It stores no keys: a slot is the key's hash (upper half) and the entry's number plus one (lower half), 0 when free.
/// Who looks something up says which entry has the key. Nothing depends on the order of slots.
struct EntryIndex: ~Copyable {
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var used = 0

  /// An empty table with room for 2^`bits` slots.
  init(bits: Int) {
    mask = (1 << bits) - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
  }

  deinit {
    slots.deallocate()
  }

  /// Makes room for one more key. To be called before the ``slot(of:where:)`` that is to be set.
  @inline(__always)
  mutating func reserveOne() {
    if used &* 2 > mask { grow() }
  }

  /// The slot of the key with this hash that satisfies the condition, or the free slot where it would go.
  @inline(__always)
  borrowing func slot(of hash: UInt32, where isMatch: (Int) -> Bool) -> Int {
    var position = Int(hash) & mask
    while true {
      let slot = slots[position]
      if slot == 0 { return position }
      if UInt32(truncatingIfNeeded: slot &>> 32) == hash, isMatch(Int(slot & 0xffff_ffff) &- 1) { return position }
      position = (position &+ 1) & mask
    }
  }

  /// The entry that a slot names; `nil` for a free slot.
  @inline(__always)
  borrowing func entry(at slot: Int) -> Int? {
    let value = slots[slot]
    return value == 0 ? nil : Int(value & 0xffff_ffff) &- 1
  }

  /// Lets a slot name an entry. Entries are numbered below 2^32 - 1: a log of more would not fit into memory.
  @inline(__always)
  mutating func set(_ slot: Int, hash: UInt32, entry: Int) {
    if slots[slot] == 0 { used &+= 1 }
    slots[slot] = UInt64(hash) &<< 32 | UInt64(truncatingIfNeeded: entry &+ 1)
  }

  /// Frees a slot and closes the gap behind it.
  mutating func remove(_ slot: Int) {
    used &-= 1
    var gap = slot
    var position = (slot &+ 1) & mask
    while slots[position] != 0 {
      let home = Int(slots[position] &>> 32) & mask
      // The slot may move into the gap unless its home lies behind the gap, seen from the gap on.
      if (position &- home) & mask >= (position &- gap) & mask {
        slots[gap] = slots[position]
        gap = position
      }
      position = (position &+ 1) & mask
    }
    slots[gap] = 0
  }

  /// Frees all slots.
  mutating func removeAll() {
    guard used > 0 else { return }
    slots.update(repeating: 0, count: mask + 1)
    used = 0
  }

  @inline(never)
  private mutating func grow() {
    let old = slots
    let oldCount = mask + 1
    mask = oldCount * 4 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for index in 0..<oldCount where old[index] != 0 {
      var position = Int(old[index] &>> 32) & mask
      while slots[position] != 0 { position = (position &+ 1) & mask }
      slots[position] = old[index]
    }
    old.deallocate()
  }
}
