/// The tables of an open store, each with a dense index, found in a few nanoseconds.
///
/// A linear-probing hash table over `Table.token`, at most half full; built once, immutable.
struct TableDirectory: Sendable {
  /// The tables in the order given.
  let tables: [Table]
  private let slots: [Int32]
  private let mask: Int

  /// Checks names and uniqueness; throws `.invalidTable` naming the offender.
  init(_ tables: [Table], location: String?) throws(StorageFault) {
    var size = 8
    while size < tables.count * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    for (index, table) in tables.enumerated() {
      let length = table.name.utf8.count
      let reason: String? =
        if length == 0 {
          "the name is empty"
        } else if length > StorageLimits.maximumTableNameLength {
          "the name has \(length) bytes, at most \(StorageLimits.maximumTableNameLength) are allowed"
        } else if table.name.utf8.contains(0) {
          "the name contains NUL"
        } else if table == Table.reserved {
          "the name is reserved"
        } else if tables[..<index].contains(table) {
          "the name is given twice"
        } else {
          nil
        }
      if let reason {
        throw StorageFault(.invalidTable, during: .open, table: table, location: location, detail: reason)
      }
      var slot = Int(truncatingIfNeeded: table.token) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(index)
    }
    self.tables = tables
    self.slots = slots
    self.mask = size - 1
  }

  /// The table's index in `tables`, or nil when the store was not opened with it.
  func index(of table: Table) -> Int? {
    var slot = Int(truncatingIfNeeded: table.token) & mask
    while true {
      let index = Int(slots[slot])
      if index < 0 { return nil }
      if tables[index] == table { return index }
      slot = (slot + 1) & mask
    }
  }

  /// As `index(of:)`; throws `.unknownTable` instead of returning nil.
  func required(_ table: Table, for operation: StorageFault.Operation) throws(StorageFault) -> Int {
    guard let index = index(of: table) else {
      throw StorageFault(.unknownTable, during: operation, table: table, detail: "the store was opened without it")
    }
    return index
  }
}
