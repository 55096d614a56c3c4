import ChainSpec
import Primitives

/// Nested values: RLP and YAML.
extension FuzzTarget {
  /// Recursive Length Prefix.
  static let rlp = FuzzTarget(name: "rlp") { input in
    let bytes = [UInt8](input)
    guard let item = try? RLP.decode(bytes) else { return }
    require(RLP.encode(item) == bytes, "there are two encodings of one value")
    require(RLP.encodedCount(of: item) == bytes.count, "bytes are miscounted")
    let strict = RLP.Limits(maximumBytes: 64, maximumDepth: 2, maximumItems: 4)
    if (try? RLP.decode(bytes, limits: strict)) != nil { require(bytes.count <= 64, "the limit does not hold") }
  }

  /// A genesis file.
  static let genesis = FuzzTarget(name: "genesis") { input in
    guard let text = input.text, let genesis = try? Genesis(yaml: text) else { return }
    // Reading adds the built-in accounts, so only a genesis that has them comes back the same.
    guard genesis.account == Genesis.reference.account.merging(genesis.account.initBalances) else { return }
    guard let again = try? Genesis(yaml: genesis.yaml) else { return require(false, "a genesis that was written cannot be read") }
    require(again == genesis, "a genesis changes")
    require(again.hash == genesis.hash, "a genesis changes its hash")
  }
}
