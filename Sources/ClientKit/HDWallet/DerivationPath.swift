/// The way from a wallet's seed to one of its keys, such as m/44'/304'/0'/0/0.
public struct DerivationPath: Hashable, Sendable {
  /// One number on the way.
  public struct Step: Hashable, Sendable {
    /// From 0 to 2^32 − 1; hardened ones have the highest bit set.
    public let number: UInt32
    /// Whether the key below cannot be found from the public key above.
    public var isHardened: Bool { number >= 1 << 31 }

    /// A hardened step.
    public static func hardened(_ number: UInt32) -> Step { Step(number: number | 1 << 31) }
    /// An ordinary step.
    public static func normal(_ number: UInt32) -> Step { Step(number: number & ~(1 << 31)) }
  }

  /// The steps, from the seed on.
  public let steps: [Step]

  /// A path of these steps.
  public init(_ steps: [Step]) { self.steps = steps }

  /// The path of an IoTeX account (SLIP-44 coin 304): m/44'/304'/account'/change/index.
  public static func iotex(account: UInt32, change: UInt32, index: UInt32) -> DerivationPath {
    DerivationPath([.hardened(44), .hardened(304), .hardened(account), .normal(change), .normal(index)])
  }
}

extension DerivationPath: CustomStringConvertible {
  /// The usual notation.
  public var description: String {
    (["m"] + steps.map { $0.isHardened ? "\($0.number & ~(1 << 31))'" : "\($0.number)" }).joined(separator: "/")
  }
}
