import ChainCrypto
public import EVM
public import Primitives

/// Commitments to states and logs, as Ethereum makes them.
public enum StateRoot {
  /// The root of a host's state.
  public static func of(_ host: InMemoryHost) -> Hash256 {
    EthereumTrie.root(
      host.accounts.map { account in
        let record = RLPItem.list([
          .integer(U256(account.nonce)), .integer(account.balance), .hash(storageRoot(account)), .hash(account.codeHash),
        ])
        return (Keccak256.hash(account.address.bytes).bytes, RLP.encode(record))
      })
  }

  private static func storageRoot(_ account: InMemoryHost.Account) -> Hash256 {
    EthereumTrie.root(
      account.storage.map { key, value in
        (Keccak256.hash(key.bigEndianBytes).bytes, RLP.encode(.integer(value)))
      })
  }

  /// The Keccak-256 of the RLP of logs.
  public static func ofLogs(_ logs: [LogEntry]) -> Hash256 {
    Keccak256.hash(
      RLP.encode(
        .list(
          logs.map { log in
            .list([.address(log.address), .list(log.topics.map { .hash($0) }), .bytes(log.data)])
          })))
  }
}
