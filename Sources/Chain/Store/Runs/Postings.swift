/// Keys in ascending order, each with one or more items in ascending order: who sent which actions.
struct Postings<Key: PostingKey> {
  /// The keys, strictly ascending.
  private(set) var keys: [Key] = []
  /// For each key, the index in `items` after its last item.
  private(set) var ends: [UInt32] = []
  /// The items of all keys, one key after the other.
  private(set) var items: [UInt32] = []

  init() {}

  /// Groups pairs, given in any order; equal pairs count once.
  init(_ pairs: [(key: Key, item: UInt32)]) {
    let sorted = pairs.sorted { $0.key == $1.key ? $0.item < $1.item : $0.key < $1.key }
    reserve(keys: sorted.count, items: sorted.count)
    for pair in sorted {
      if keys.last == pair.key {
        if items.last != pair.item { append(pair.item) }
      } else {
        begin(pair.key)
        append(pair.item)
      }
    }
  }

  mutating func reserve(keys keyCount: Int, items itemCount: Int) {
    keys.reserveCapacity(keyCount)
    ends.reserveCapacity(keyCount)
    items.reserveCapacity(itemCount)
  }

  /// Begins the next key, which is above all before.
  mutating func begin(_ key: Key) {
    keys.append(key)
    ends.append(UInt32(truncatingIfNeeded: items.count))
  }

  /// Adds an item to the key begun last; it is above the key's items before.
  mutating func append(_ item: UInt32) {
    items.append(item)
    ends[ends.count - 1] = UInt32(truncatingIfNeeded: items.count)
  }

  /// The bytes that `write` fills.
  var encodedSize: Int { keys.count * (Key.size + 4) + items.count * 4 }

  /// Writes each key with its end, then the items.
  func write(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    var place = offset
    for (key, end) in zip(keys, ends) {
      key.write(to: buffer, at: place)
      buffer.storeBytes(of: end.littleEndian, toByteOffset: place + Key.size, as: UInt32.self)
      place += Key.size + 4
    }
    buffer.write(items, at: place)
  }
}

/// `Postings` in a record, read in place.
struct PostingsView<Key: PostingKey> {
  private let bytes: UnsafeRawBufferPointer
  private let keysOffset: Int
  private let itemsOffset: Int
  /// The number of keys.
  let keyCount: Int
  /// The number of items of all keys.
  let itemCount: Int

  private static var stride: Int { Key.size + 4 }

  /// A view at an offset; the caller has checked that `size(keyCount:itemCount:)` bytes are there.
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int, keyCount: Int, itemCount: Int) {
    self.bytes = bytes
    keysOffset = offset
    itemsOffset = offset + keyCount * Self.stride
    self.keyCount = keyCount
    self.itemCount = itemCount
  }

  static func size(keyCount: Int, itemCount: Int) -> Int { keyCount * stride + itemCount * 4 }

  @inline(__always)
  func key(_ index: Int) -> Key { Key(in: bytes, at: keysOffset + index * Self.stride) }

  /// The indices of a key's items, within those that exist whatever the record says.
  @inline(__always)
  func itemRange(ofKey index: Int) -> Range<Int> {
    let end = min(itemCount, self.end(index))
    return min(end, index == 0 ? 0 : self.end(index - 1))..<end
  }

  @inline(__always)
  func item(_ index: Int) -> UInt32 { bytes.number(at: itemsOffset + index * 4) }

  /// The indices of a key's items; empty when it has none.
  func items(of key: Key) -> Range<Int> {
    let index = lowerBound(of: key.leading, count: keyCount) { self.key($0) < key }
    guard index < keyCount, self.key(index) == key else { return 0..<0 }
    return itemRange(ofKey: index)
  }

  @inline(__always)
  private func end(_ index: Int) -> Int {
    Int(bytes.number(at: keysOffset + index * Self.stride + Key.size, as: UInt32.self))
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Writes numbers one after the other, little-endian, at an offset that the caller has checked.
  func write<Number: FixedWidthInteger & BitwiseCopyable>(_ numbers: [Number], at offset: Int) {
    var place = offset
    for number in numbers {
      storeBytes(of: number.littleEndian, toByteOffset: place, as: Number.self)
      place += MemoryLayout<Number>.size
    }
  }
}
