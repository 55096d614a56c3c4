/// Sizes that every engine accepts and enforces alike, so that what works in memory works on disk.
public enum StorageLimits {
  /// Longest key in bytes; LMDB's compiled-in limit. The shortest is one byte.
  public static let maximumKeyLength = 511

  /// Longest value in bytes: 1 GiB. (LMDB's own limit is 4 GiB.)
  public static let maximumValueLength = 1 << 30

  /// Longest table name in UTF-8 bytes; names are keys of LMDB's main database.
  public static let maximumTableNameLength = 255

  /// Throws `.emptyKey` or `.keyTooLong`.
  static func check(
    key: UnsafeRawBufferPointer, in table: Table, for operation: StorageFault.Operation
  ) throws(StorageFault) {
    guard key.count > 0 else {
      throw StorageFault(.emptyKey, during: operation, table: table)
    }
    guard key.count <= maximumKeyLength else {
      throw StorageFault(
        .keyTooLong, during: operation, table: table,
        detail: "\(key.count) bytes, at most \(maximumKeyLength) are allowed")
    }
  }

  /// Throws `.valueTooLarge`.
  static func check(valueLength: Int, in table: Table, for operation: StorageFault.Operation) throws(StorageFault) {
    guard valueLength <= maximumValueLength else {
      throw StorageFault(
        .valueTooLarge, during: operation, table: table,
        detail: "\(valueLength) bytes, at most \(maximumValueLength) are allowed")
    }
  }
}
