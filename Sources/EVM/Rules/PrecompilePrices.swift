/// What precompiled contracts cost where forks changed it; the others are fixed in `Precompile`.
public struct PrecompilePrices: Sendable, Hashable {
  /// 0x06: 500, then 150 (EIP-1108).
  public var bn254Add: UInt64 = 500
  /// 0x07: 40,000, then 6,000 (EIP-1108).
  public var bn254Multiply: UInt64 = 40_000
  /// 0x08, once: 100,000, then 45,000 (EIP-1108).
  public var bn254PairingBase: UInt64 = 100_000
  /// 0x08, each pair: 80,000, then 34,000 (EIP-1108).
  public var bn254PairingPair: UInt64 = 80_000
  /// 0x05: whether EIP-2565 prices it, else EIP-198.
  public var modExpFollowsEIP2565 = false

  /// The prices of Byzantium.
  public init() {}
}
