import Primitives

/// A hash table from 256-bit words to trivial values: storage slots by key, accounts by address.
///
/// Open addressing, never shrinks, no removal of single entries. Not copied implicitly: the owner calls `deallocate`.
struct WordTable<Value: BitwiseCopyable> {
  private struct Entry {
    var key: U256
    var value: Value
    var isUsed: Bool
  }

  /// Nothing is allocated before the first insertion: most accounts have no storage.
  private var entries: UnsafeMutablePointer<Entry>?
  private var mask = -1
  /// The number of entries.
  private(set) var count = 0

  /// An empty table.
  init() {}

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Entry> {
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: capacity * MemoryLayout<Entry>.stride, alignment: 64)
    // All-zero bytes are an unused entry: a trivial value needs no other initialisation.
    bytes.initializeMemory(as: UInt8.self, repeating: 0, count: capacity * MemoryLayout<Entry>.stride)
    return bytes.bindMemory(to: Entry.self, capacity: capacity)
  }

  /// Frees the memory; the table must not be used any more.
  func deallocate() {
    entries?.deallocate()
  }

  @inline(__always)
  private static func hash(_ key: U256) -> Int {
    // Folded multiplications spread keys that differ in any limb over all bits.
    let (high0, low0) = (key.w0 ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: key.w1 ^ 0xd6e8_feb8_6659_fd93)
    let (high1, low1) = (key.w2 ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: key.w3 ^ 0xe703_7ed1_a0b4_28db)
    let (high2, low2) = (high0 ^ low0 ^ key.w0).multipliedFullWidth(by: 0x8ebc_6af0_9c88_c6e3 ^ high1 ^ low1)
    return Int(truncatingIfNeeded: high2 ^ low2)
  }

  /// The place of the value of a key, valid until the next insertion; `nil` if the key is absent.
  @inline(__always)
  func find(_ key: U256) -> UnsafeMutablePointer<Value>? {
    guard let entries else { return nil }
    var index = WordTable.hash(key) & mask
    while entries[index].isUsed {
      if entries[index].key == key { return WordTable.place(entries + index) }
      index = (index &+ 1) & mask
    }
    return nil
  }

  /// The place of the value of a key, inserted with `initial` if it was absent; valid until the next insertion.
  @inline(__always)
  mutating func findOrInsert(_ key: U256, _ initial: @autoclosure () -> Value) -> UnsafeMutablePointer<Value> {
    if let found = find(key) { return found }
    let entries = entriesWithRoom()
    let index = WordTable.freeIndex(for: key, in: entries, mask)
    entries[index] = Entry(key: key, value: initial(), isUsed: true)
    count &+= 1
    return WordTable.place(entries + index)
  }

  @inline(__always)
  private static func place(_ entry: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<Value> {
    let offset = MemoryLayout<Entry>.offset(of: \.value).unsafelyUnwrapped
    return (UnsafeMutableRawPointer(entry) + offset).assumingMemoryBound(to: Value.self)
  }

  @inline(__always)
  private static func freeIndex(for key: U256, in entries: UnsafeMutablePointer<Entry>, _ mask: Int) -> Int {
    var index = hash(key) & mask
    while entries[index].isUsed { index = (index &+ 1) & mask }
    return index
  }

  /// The entries, grown if one more would make them more than three quarters full.
  @inline(__always)
  private mutating func entriesWithRoom() -> UnsafeMutablePointer<Entry> {
    if let entries, (count &+ 1) &* 4 <= (mask &+ 1) &* 3 { return entries }
    return grow()
  }

  @inline(never)
  private mutating func grow() -> UnsafeMutablePointer<Entry> {
    let oldCapacity = mask &+ 1
    let capacity = oldCapacity == 0 ? 8 : oldCapacity &* 2
    let new = WordTable.allocate(capacity)
    if let old = entries {
      for index in 0..<oldCapacity where old[index].isUsed {
        new[WordTable.freeIndex(for: old[index].key, in: new, capacity &- 1)] = old[index]
      }
      old.deallocate()
    }
    entries = new
    mask = capacity &- 1
    return new
  }

  /// Calls `body` for each entry, in no particular order.
  func forEach(_ body: (U256, inout Value) -> Void) {
    guard let entries else { return }
    for index in 0...mask where entries[index].isUsed {
      body(entries[index].key, &entries[index].value)
    }
  }
}
