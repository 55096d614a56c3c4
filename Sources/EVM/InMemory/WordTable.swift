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

  private var entries: UnsafeMutablePointer<Entry>
  private var mask: Int
  /// The number of entries.
  private(set) var count = 0

  /// An empty table with room for `capacity` entries, a power of two.
  init(capacity: Int = 8) {
    entries = WordTable.allocate(capacity)
    mask = capacity - 1
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Entry> {
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: capacity * MemoryLayout<Entry>.stride, alignment: 64)
    // All-zero bytes are an unused entry: a trivial value needs no other initialisation.
    bytes.initializeMemory(as: UInt8.self, repeating: 0, count: capacity * MemoryLayout<Entry>.stride)
    return bytes.bindMemory(to: Entry.self, capacity: capacity)
  }

  /// Frees the memory; the table must not be used any more.
  func deallocate() {
    UnsafeMutableRawPointer(entries).deallocate()
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
    var index = WordTable.hash(key) & mask
    while entries[index].isUsed {
      if entries[index].key == key { return place(index) }
      index = (index &+ 1) & mask
    }
    return nil
  }

  /// The place of the value of a key, inserted with `initial` if it was absent; valid until the next insertion.
  @inline(__always)
  mutating func findOrInsert(_ key: U256, _ initial: @autoclosure () -> Value) -> UnsafeMutablePointer<Value> {
    var index = WordTable.hash(key) & mask
    while entries[index].isUsed {
      if entries[index].key == key { return place(index) }
      index = (index &+ 1) & mask
    }
    if (count &+ 1) &* 4 > (mask &+ 1) &* 3 {
      grow()
      index = WordTable.hash(key) & mask
      while entries[index].isUsed { index = (index &+ 1) & mask }
    }
    entries[index] = Entry(key: key, value: initial(), isUsed: true)
    count &+= 1
    return place(index)
  }

  @inline(__always)
  private func place(_ index: Int) -> UnsafeMutablePointer<Value> {
    let entry = UnsafeMutableRawPointer(entries + index)
    return (entry + MemoryLayout<Entry>.offset(of: \.value).unsafelyUnwrapped).assumingMemoryBound(to: Value.self)
  }

  @inline(never)
  private mutating func grow() {
    let old = entries
    let oldCapacity = mask &+ 1
    entries = WordTable.allocate(oldCapacity &* 2)
    mask = oldCapacity &* 2 &- 1
    for index in 0..<oldCapacity where old[index].isUsed {
      var target = WordTable.hash(old[index].key) & mask
      while entries[target].isUsed { target = (target &+ 1) & mask }
      entries[target] = old[index]
    }
    UnsafeMutableRawPointer(old).deallocate()
  }

  /// Calls `body` for each entry, in no particular order.
  func forEach(_ body: (U256, inout Value) -> Void) {
    for index in 0...mask where entries[index].isUsed {
      body(entries[index].key, &entries[index].value)
    }
  }
}
