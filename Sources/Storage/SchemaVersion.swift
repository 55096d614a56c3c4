/// The version of the layout of all records in a store, written when the store is created and compared when it opens.
///
/// There is no migration in place: a store of another version is refused with `.schemaOlder` or `.schemaNewer`.
public struct SchemaVersion: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
  /// The number; grows with every change of layout.
  public let rawValue: UInt32

  /// The version of that number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The version of that number.
  public init(integerLiteral value: UInt32) { self.rawValue = value }

  /// Older versions are smaller.
  public static func < (left: SchemaVersion, right: SchemaVersion) -> Bool { left.rawValue < right.rawValue }

  /// The key of the schema record in `Table.reserved`.
  static let key: [UInt8] = Array("schema".utf8)

  /// The record: four bytes, big-endian.
  var record: [UInt8] {
    [UInt8(rawValue >> 24), UInt8(rawValue >> 16 & 0xff), UInt8(rawValue >> 8 & 0xff), UInt8(rawValue & 0xff)]
  }

  /// Reads a record; nil when it does not have four bytes.
  init?(record: [UInt8]) {
    guard record.count == 4 else { return nil }
    rawValue = record.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Throws `.schemaOlder` or `.schemaNewer` when a store of version `found` is opened by software of this version.
  func check(found: SchemaVersion, location: String?) throws(StorageFault) {
    guard found != self else { return }
    let older = found < self
    throw StorageFault(
      older ? .schemaOlder : .schemaNewer, during: .open, location: location,
      detail: "the store has schema version \(found.rawValue), this software uses version \(rawValue); "
        + (older
          ? "it was written by older software: import the chain again into a new data directory"
          : "it was written by newer software: update this program or use another data directory"))
  }
}
