/// A named, ordered collection of key-value pairs inside a store.
///
/// Declare tables as constants (`static let`) and pass the same list to whatever opens the store. A name is at most
/// `StorageLimits.maximumTableNameLength` UTF-8 bytes, not empty, free of NUL, and must not be `Table.reserved`; the
/// store checks this when it opens.
public struct Table: Hashable, Sendable, CustomStringConvertible {
  /// The name under which the table is stored. Renaming a table is a change of schema.
  public let name: String

  /// FNV-1a of the name. Engines find a table by it without hashing the name on every access.
  let token: UInt64

  /// A table of the given name; the name is checked when a store opens with it.
  public init(_ name: String) {
    self.name = name
    var token: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 {
      token = (token ^ UInt64(byte)) &* 0x0000_0100_0000_01b3  // wraps by definition of FNV
    }
    self.token = token
  }

  /// The name that engines keep for themselves: it holds the schema record.
  public static let reserved = Table("storage")

  /// The table's name.
  public var description: String { name }

  /// Tables are equal when their names are.
  public static func == (left: Table, right: Table) -> Bool {
    left.token == right.token && left.name == right.name
  }

  /// Hashes the token, which is a function of the name.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(token)
  }
}
