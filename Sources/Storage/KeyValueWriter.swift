/// A write transaction: reads see its own writes, nobody else sees them before the commit.
///
/// A store has at most one at a time. Every call must come from the thread that began it, else it throws
/// `.wrongThread`: do not hold one across an `await`. After `commit` (also a failed one) or `abort` every call throws
/// `.finished`. A writer that is released without either is aborted; if that happens on another thread the store
/// cannot be written any more and says so (`.failedEarlier`).
public protocol KeyValueWriter: KeyValueReader {
  /// Stores a value, replacing an earlier one.
  func put(
    _ table: Table, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) throws(StorageFault)

  /// Stores a value of `size` bytes that `fill` writes in place, replacing an earlier one. The buffer comes
  /// zero-filled. `fill` may read from this transaction but not change it.
  func put(
    _ table: Table, key: UnsafeRawBufferPointer, size: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(StorageFault)

  /// Removes a key; returns whether it was there.
  @discardableResult
  func delete(_ table: Table, key: UnsafeRawBufferPointer) throws(StorageFault) -> Bool

  /// Removes every key of a table.
  func removeAll(in table: Table) throws(StorageFault)

  /// Makes all writes visible at once. When it throws, none of them is (but see `.inputOutput`).
  func commit(_ durability: Durability) throws(StorageFault)

  /// Discards all writes. Does nothing after `commit` or `abort`.
  func abort()
}

extension KeyValueWriter {
  /// Stores a value, replacing an earlier one.
  @inlinable
  public func put(_ table: Table, _ key: [UInt8], _ value: [UInt8]) throws(StorageFault) {
    try key.withUnsafeBufferPointer { (key) throws(StorageFault) in
      try value.withUnsafeBufferPointer { (value) throws(StorageFault) in
        try put(table, key: UnsafeRawBufferPointer(key), value: UnsafeRawBufferPointer(value))
      }
    }
  }

  /// Stores a value, replacing an earlier one.
  @inlinable
  public func put(_ table: Table, key: UnsafeRawBufferPointer, _ value: [UInt8]) throws(StorageFault) {
    try value.withUnsafeBufferPointer { (value) throws(StorageFault) in
      try put(table, key: key, value: UnsafeRawBufferPointer(value))
    }
  }

  /// Removes a key; returns whether it was there.
  @inlinable @discardableResult
  public func delete(_ table: Table, _ key: [UInt8]) throws(StorageFault) -> Bool {
    try key.withUnsafeBufferPointer { (key) throws(StorageFault) in
      try delete(table, key: UnsafeRawBufferPointer(key))
    }
  }
}
