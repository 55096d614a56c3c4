/// The changes of one transaction as they stand in a log: a sequence of operations, each a kind, a table's name, and for two of
/// the three kinds a key and a value. Numbers are big-endian.
///
///     put        1, name length (2 bytes), name, key length (2), key, value length (4), value
///     delete     2, name length (2), name, key length (2), key
///     removeAll  3, name length (2), name
struct LogChanges {
  /// The operations.
  private(set) var bytes: [UInt8] = []

  private enum Kind: UInt8 {
    case put = 1
    case delete = 2
    case removeAll = 3
  }

  /// Stores a value.
  mutating func put(_ table: Table, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    begin(.put, table)
    append(UInt16(key.count))
    bytes.append(contentsOf: key)
    append(UInt32(value.count))
    bytes.append(contentsOf: value)
  }

  /// Removes a key.
  mutating func delete(_ table: Table, _ key: UnsafeRawBufferPointer) {
    begin(.delete, table)
    append(UInt16(key.count))
    bytes.append(contentsOf: key)
  }

  /// Empties a table.
  mutating func removeAll(in table: Table) { begin(.removeAll, table) }

  /// All that tables hold, as changes of an empty store.
  init(_ tables: [(table: Table, content: SortedBytes)]) {
    for (table, content) in tables {
      // Says that the table exists.
      removeAll(in: table)
      content.scan(.all, reverse: false) { key, value in
        put(table, key, value)
        return true
      }
    }
  }

  /// No changes.
  init() {}

  /// Applies the operations to tables; returns false when the bytes are no such operations.
  static func apply(_ bytes: ArraySlice<UInt8>, to tables: inout [Table: SortedBytes]) -> Bool {
    var rest = bytes
    while let first = rest.popFirst() {
      guard let kind = Kind(rawValue: first), let nameLength = number(2, of: &rest), let name = take(nameLength, of: &rest) else {
        return false
      }
      let table = Table(String(decoding: name, as: UTF8.self))
      if kind == .removeAll {
        tables[table] = SortedBytes()
        continue
      }
      guard let keyLength = number(2, of: &rest), let key = take(keyLength, of: &rest) else { return false }
      if kind == .delete {
        guard key.withUnsafeBytes({ tables[table]?.remove($0) }) == true else { return false }
        continue
      }
      guard let valueLength = number(4, of: &rest), let value = take(valueLength, of: &rest) else { return false }
      tables[table, default: SortedBytes()].put(Array(key), Array(value))
    }
    return true
  }

  private mutating func begin(_ kind: Kind, _ table: Table) {
    bytes.append(kind.rawValue)
    append(UInt16(table.name.utf8.count))
    bytes.append(contentsOf: table.name.utf8)
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private static func number(_ length: Int, of bytes: inout ArraySlice<UInt8>) -> Int? {
    take(length, of: &bytes)?.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func take(_ length: Int, of bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard bytes.count >= length else { return nil }
    defer { bytes = bytes.dropFirst(length) }
    return bytes.prefix(length)
  }
}
