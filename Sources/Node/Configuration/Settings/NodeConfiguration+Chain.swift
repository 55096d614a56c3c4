public import ChainCrypto

extension NodeConfiguration {
  /// The chain and its producer.
  public struct ChainSettings: Sendable {
    /// The chain's id, which messages between nodes carry; `chain.id`.
    public let id: UInt32
    /// The key that signs blocks; nil if none is given, for which the reference makes up one. `chain.producerPrivKey`.
    public let producerPrivateKey: PrivateKey?
    /// With how little gas left a producer closes its block; `chain.allowedBlockGasResidue`.
    public let allowedBlockGasResidue: UInt64

    init(_ entries: ConfigurationEntries, producerPrivateKey: PrivateKey?) {
      id = entries.integer("chain.id")
      allowedBlockGasResidue = entries.integer("chain.allowedBlockGasResidue")
      self.producerPrivateKey = producerPrivateKey
    }
  }
}

extension NodeConfiguration.ChainSettings: Hashable {
  /// Equal settings, with the same key.
  public static func == (left: Self, right: Self) -> Bool {
    left.id == right.id && left.allowedBlockGasResidue == right.allowedBlockGasResidue
      && left.producerPrivateKey?.publicKey == right.producerPrivateKey?.publicKey
  }

  /// Hashes everything, the key as its public half.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(allowedBlockGasResidue)
    hasher.combine(producerPrivateKey?.publicKey)
  }
}
