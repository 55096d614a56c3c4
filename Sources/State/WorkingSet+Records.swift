internal import ChainTypes
public import Primitives
internal import Storage

/// Typed records. All of them are in the namespace `Account`, under keys of 20 bytes (`state/factory/statetx.go`).
extension WorkingSet {
  /// The account at an address; `nil` when there is none.
  ///
  /// - Throws: ``StateFault/malformedRecord(namespace:key:detail:)`` when the key holds something that is no account.
  public func account(_ address: Address) throws(StateFault) -> Account? {
    try account(address.hash)
  }

  /// The account under a key; `nil` when there is none.
  ///
  /// - Throws: ``StateFault/malformedRecord(namespace:key:detail:)`` when the key holds something that is no account.
  public func account(_ key: Hash160) throws(StateFault) -> Account? {
    try key.withUnsafeBytes { (buffer) throws(StateFault) -> Account? in
      switch log.latest(.account, buffer) {
      case .deleted: return nil
      case .value(let bytes): return try decode(bytes, key)
      case .none:
        return try store.withValue(StateNamespace.account.table, buffer) { (bytes) throws(StateFault) -> Account? in
          guard let bytes else { return nil }
          return try decode(bytes, key)
        }
      }
    }
  }

  /// Stores an account, changed or not: one entry of the digest.
  public func setAccount(_ account: Account, at address: Address) {
    setAccount(account, at: address.hash)
  }

  /// Stores an account, changed or not: one entry of the digest.
  public func setAccount(_ account: Account, at key: Hash160) {
    key.withUnsafeBytes { log.put(.account, $0, capacity: account.encodedCapacity) { account.encode(into: $0) } }
  }

  /// The record under a key, whatever it is; `nil` when there is none.
  public func state(key: Hash160) throws(StateFault) -> [UInt8]? {
    try get(.account, key.bytes)
  }

  /// Stores a record: one entry of the digest.
  public func setState(key: Hash160, _ value: [UInt8]) {
    key.withUnsafeBytes { key in value.withUnsafeBytes { put(.account, key, $0) } }
  }

  /// Deletes a record: one entry of the digest.
  public func deleteState(key: Hash160) {
    key.withUnsafeBytes { log.delete(.account, $0) }
  }

  /// The height of the last block whose writes the state holds; `nil` before the first.
  public func height() throws(StateFault) -> UInt64? {
    guard let bytes = try get(.account, Self.heightKey) else { return nil }
    guard bytes.count == 8 else {
      throw .malformedRecord(namespace: .account, key: "currentHeight", detail: "\(bytes.count) bytes instead of 8")
    }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Stores the height of the block: its last write (golden quirk 3).
  public func setHeight(_ height: UInt64) {
    put(.account, Self.heightKey, withUnsafeBytes(of: height.littleEndian) { [UInt8]($0) })
  }

  private static let heightKey = [UInt8]("currentHeight".utf8)

  /// Reads a stored account and names its key if that fails.
  private func decode(_ bytes: UnsafeRawBufferPointer, _ key: Hash160) throws(StateFault) -> Account {
    do {
      return try Account(decoding: bytes)
    } catch {
      throw .malformedRecord(namespace: .account, key: key.hex, detail: "\(error)")
    }
  }
}
