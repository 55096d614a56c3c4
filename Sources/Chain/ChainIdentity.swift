internal import Primitives
internal import Storage

/// The record that ties a store to a network.
enum ChainIdentity {
  /// Holds the genesis hash, 32 bytes, under the key "genesis".
  static let table = Table("chain.identity")
  private static let key = Array("genesis".utf8)

  /// The genesis hash of the store's network; nil in a new store.
  static func genesisHash(in reader: any KeyValueReader) throws(StorageFault) -> Hash256? {
    try reader.get(table, key).flatMap { Hash256($0) }
  }

  /// Makes the store this network's.
  static func setGenesisHash(_ hash: Hash256, in writer: any KeyValueWriter) throws(StorageFault) {
    try writer.put(table, key, hash.bytes)
  }
}
