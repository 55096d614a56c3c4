import ChainCrypto
import Primitives

/// A function of a contract.
public struct ABIFunction: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// What it takes.
  public let inputs: [ABIParameter]
  /// What it gives back.
  public let outputs: [ABIParameter]
  /// Whether it promises to change nothing.
  public let isReadOnly: Bool
  /// Whether it takes an amount.
  public let isPayable: Bool

  /// Name and types, such as `transfer(address,uint256)`.
  public var signature: String { name + ABIType.tuple(inputs).canonicalName }

  /// The first four bytes of the signature's Keccak-256, with which call data begin.
  public var selector: [UInt8] { Array(Keccak256.hash(Array(signature.utf8)).bytes.prefix(4)) }

  /// The call data of a call with these values.
  public func callData(_ values: [ABIValue]) throws(ABIError) -> [UInt8] {
    try selector + ABIValue.encode(values, as: inputs.map(\.type))
  }
}
