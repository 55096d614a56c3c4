/// Sizes of a store at one moment.
public struct StoreStatistics: Hashable, Sendable {
  /// Sizes of one table.
  public struct TableSize: Hashable, Sendable {
    /// The table.
    public let table: Table
    /// Number of key-value pairs.
    public let entries: Int
    /// Bytes that the table occupies: whole pages on disk, keys plus values in memory.
    public let bytes: Int

    /// The sizes of one table.
    public init(table: Table, entries: Int, bytes: Int) {
      self.table = table
      self.entries = entries
      self.bytes = bytes
    }
  }

  /// One element per table, in the order in which the store was opened.
  public var tables: [TableSize]
  /// Length of the data file in bytes; zero for a store in memory. Freed pages are reused, never returned.
  public var fileBytes: Int
  /// Bytes that the store could hold at most: the size of the map; `Int.max` in memory.
  public var capacityBytes: Int
  /// Snapshots alive; zero where the engine does not count them.
  public var readers: Int

  /// The sizes of a store.
  public init(tables: [TableSize], fileBytes: Int, capacityBytes: Int, readers: Int) {
    self.tables = tables
    self.fileBytes = fileBytes
    self.capacityBytes = capacityBytes
    self.readers = readers
  }
}
