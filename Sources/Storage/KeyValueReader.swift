/// A consistent view of a store: a snapshot, or a write transaction reading its own writes.
///
/// Not `Sendable`: it may move to another thread, but two threads must not use it at once. Memory handed to closures
/// is valid only until the closure returns.
public protocol KeyValueReader: AnyObject {
  /// Calls `body` once, with the value's bytes or nil when the key is absent.
  func read(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Void
  ) throws(StorageFault)

  /// Calls `body` for the pairs of the range in bytewise order of keys, descending when `reverse`, until it returns
  /// false. Scans may be nested; changing any table of the same transaction inside `body` throws
  /// `.changedDuringScan` from the change.
  func scan(
    _ table: Table, _ range: KeyRange, reverse: Bool,
    _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool
  ) throws(StorageFault)

  /// The number of pairs in the table, without iterating.
  func count(of table: Table) throws(StorageFault) -> Int
}

// Generic members are always inlined: on an `any KeyValueReader` they would otherwise run unspecialised.
extension KeyValueReader {
  /// Calls `body` with the value's bytes, in place, or nil when the key is absent; returns what it returns.
  @inlinable @inline(__always)
  public func withValue<R, E: StorageFaultConvertible>(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) throws(E) -> R
  ) throws(E) -> R {
    let outcome: Result<R, E>
    do throws(StorageFault) {
      outcome = try readValue(self, table, key) { (value) -> Result<R, E> in
        do throws(E) { return .success(try body(value)) } catch { return .failure(error) }
      }
    } catch {
      throw E(error)
    }
    return try outcome.get()
  }

  /// Calls `body` with the value's bytes, in place, or nil when the key is absent; returns what it returns.
  @inlinable @inline(__always)
  public func withValue<R>(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> R
  ) throws(StorageFault) -> R {
    try readValue(self, table, key, body)
  }

  /// As the overload for raw keys.
  @inlinable @inline(__always)
  public func withValue<R>(
    _ table: Table, _ key: [UInt8], _ body: (UnsafeRawBufferPointer?) -> R
  ) throws(StorageFault) -> R {
    try key.withUnsafeBufferPointer { (buffer) throws(StorageFault) in
      try withValue(table, UnsafeRawBufferPointer(buffer), body)
    }
  }

  /// As the overload for raw keys.
  @inlinable @inline(__always)
  public func withValue<R, E: StorageFaultConvertible>(
    _ table: Table, _ key: [UInt8], _ body: (UnsafeRawBufferPointer?) throws(E) -> R
  ) throws(E) -> R {
    try key.withUnsafeBufferPointer { (buffer) throws(E) in
      try withValue(table, UnsafeRawBufferPointer(buffer), body)
    }
  }

  /// A copy of the value, or nil when the key is absent.
  @inlinable @inline(__always)
  public func get(_ table: Table, _ key: UnsafeRawBufferPointer) throws(StorageFault) -> [UInt8]? {
    try readValue(self, table, key) { $0.map { copy(of: $0) } }
  }

  /// A copy of the value, or nil when the key is absent.
  @inlinable @inline(__always)
  public func get(_ table: Table, _ key: [UInt8]) throws(StorageFault) -> [UInt8]? {
    try key.withUnsafeBufferPointer { (buffer) throws(StorageFault) in
      try get(table, UnsafeRawBufferPointer(buffer))
    }
  }

  /// True when the key is present.
  @inlinable
  public func contains(_ table: Table, _ key: [UInt8]) throws(StorageFault) -> Bool {
    try withValue(table, key) { $0 != nil }
  }

  /// Iterates over a range; the body may throw, which ends the iteration, and returns whether to go on.
  @inlinable @inline(__always)
  public func forEach<E: StorageFaultConvertible>(
    in table: Table, range: KeyRange = .all, reverse: Bool = false,
    _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(E) -> Bool
  ) throws(E) {
    var failure: E?
    do throws(StorageFault) {
      try scan(table, range, reverse: reverse) { key, value in
        do throws(E) {
          return try body(key, value)
        } catch {
          failure = error
          return false
        }
      }
    } catch {
      throw E(error)
    }
    if let failure { throw failure }
  }

  /// Iterates over the keys with `prefix`, beginning at `from` inclusively, upwards or downwards; an empty `from`
  /// means the near end. The body returns whether to go on.
  @inlinable @inline(__always)
  public func forEach<E: StorageFaultConvertible>(
    in table: Table, from start: [UInt8], prefix: [UInt8] = [], reverse: Bool = false,
    _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(E) -> Bool
  ) throws(E) {
    try forEach(
      in: table, range: KeyRange(prefix: prefix, from: start, reverse: reverse), reverse: reverse, body)
  }

  /// Copies of the pairs of a range, at most `limit`.
  public func entries(
    in table: Table, range: KeyRange = .all, reverse: Bool = false, limit: Int = .max
  ) throws(StorageFault) -> [(key: [UInt8], value: [UInt8])] {
    var result: [(key: [UInt8], value: [UInt8])] = []
    guard limit > 0 else { return result }
    try scan(table, range, reverse: reverse) { key, value in
      result.append((copy(of: key), copy(of: value)))
      return result.count < limit
    }
    return result
  }
}

/// The bytes as an array, moved in one piece.
@usableFromInline
func copy(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
  guard !bytes.isEmpty else { return [] }
  return [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
    UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
    count = bytes.count
  }
}

/// What `body` makes of a value.
///
/// Not a member: closures made in a generic member of a protocol do not get specialised when it is called on an existential,
/// which costs a third of a read.
@inlinable @inline(__always)
func readValue<R>(
  _ reader: any KeyValueReader, _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> R
) throws(StorageFault) -> R {
  var result: R?
  try reader.read(table, key) { result = body($0) }
  guard let result else { throw StorageFault(.engine, during: .get, table: table, detail: "the engine gave no answer") }
  return result
}
