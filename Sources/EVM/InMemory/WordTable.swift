import Primitives

/// A hash table from 256-bit words to trivial values that never move: storage slots by key, accounts by address.
///
/// Values lie in slabs and stay where they are, so others may keep pointers to them; buckets are small and the only thing
/// that growing copies. No removal of single values. Not copied implicitly: the owner calls `deallocate`.
struct WordTable<Value: BitwiseCopyable> {
  /// A word and its value.
  struct Item {
    let key: U256
    var value: Value
  }

  private struct Bucket {
    var hash: UInt64
    var item: UnsafeMutablePointer<Item>?
  }

  /// Nothing is allocated before the first insertion: most accounts have no storage.
  private var buckets: UnsafeMutablePointer<Bucket>?
  private var mask = -1
  /// The number of values.
  private(set) var count = 0
  private var slabs = SlabAllocator<Item>()

  /// An empty table.
  init() {}

  /// Frees the memory; the table must not be used any more.
  func deallocate() {
    buckets?.deallocate()
    slabs.deallocate()
  }

  @inline(__always)
  private static func hash(_ key: U256) -> UInt64 {
    // Folded multiplications spread keys that differ in any limb over all bits.
    let (high0, low0) = (key.w0 ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: key.w1 ^ 0xd6e8_feb8_6659_fd93)
    let (high1, low1) = (key.w2 ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: key.w3 ^ 0xe703_7ed1_a0b4_28db)
    let (high2, low2) = (high0 ^ low0 ^ key.w0).multipliedFullWidth(by: 0x8ebc_6af0_9c88_c6e3 ^ high1 ^ low1)
    return high2 ^ low2
  }

  /// The place of the value of a key; `nil` if the key is absent.
  @inline(__always)
  func find(_ key: U256) -> UnsafeMutablePointer<Value>? {
    find(key, WordTable.hash(key))
  }

  @inline(__always)
  private func find(_ key: U256, _ hash: UInt64) -> UnsafeMutablePointer<Value>? {
    guard let buckets else { return nil }
    var index = Int(truncatingIfNeeded: hash) & mask
    while let item = buckets[index].item {
      if buckets[index].hash == hash, item.pointee.key == key { return WordTable.value(item) }
      index = (index &+ 1) & mask
    }
    return nil
  }

  /// The place of the value of a key, inserted with `initial` if it was absent.
  @inline(__always)
  mutating func findOrInsert(_ key: U256, _ initial: @autoclosure () -> Value) -> UnsafeMutablePointer<Value> {
    let hash = WordTable.hash(key)
    if let found = find(key, hash) { return found }
    if (count &+ 1) &* 4 > (mask &+ 1) &* 3 { grow() }
    let item = slabs.allocate()
    item.initialize(to: Item(key: key, value: initial()))
    place(Bucket(hash: hash, item: item))
    count &+= 1
    return WordTable.value(item)
  }

  @inline(__always)
  private static func value(_ item: UnsafeMutablePointer<Item>) -> UnsafeMutablePointer<Value> {
    let offset = MemoryLayout<Item>.offset(of: \.value).unsafelyUnwrapped
    return (UnsafeMutableRawPointer(item) + offset).assumingMemoryBound(to: Value.self)
  }

  /// Puts a bucket into the first free place for its hash. There is one.
  @inline(__always)
  private func place(_ bucket: Bucket) {
    guard let buckets else { return }
    var index = Int(truncatingIfNeeded: bucket.hash) & mask
    while buckets[index].item != nil { index = (index &+ 1) & mask }
    buckets[index] = bucket
  }

  @inline(never)
  private mutating func grow() {
    let old = buckets
    let oldCapacity = mask &+ 1
    let capacity = oldCapacity == 0 ? 8 : oldCapacity &* 2
    let new = UnsafeMutablePointer<Bucket>.allocate(capacity: capacity)
    new.initialize(repeating: Bucket(hash: 0, item: nil), count: capacity)
    buckets = new
    mask = capacity &- 1
    guard let old else { return }
    for index in 0..<oldCapacity where old[index].item != nil { place(old[index]) }
    old.deallocate()
  }

  /// Calls `body` for each key and value, in no particular order.
  func forEach(_ body: (U256, inout Value) -> Void) {
    guard let buckets else { return }
    for index in 0...mask {
      guard let item = buckets[index].item else { continue }
      body(item.pointee.key, &item.pointee.value)
    }
  }
}
