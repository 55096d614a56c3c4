public import Primitives

/// Which addresses are precompiled contracts.
public struct PrecompileSet: OptionSet, Sendable, Hashable {
  /// Bit n stands for address n.
  public let rawValue: UInt32

  /// The set with the given bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The set of one address.
  private init(address: UInt32) {
    self.init(rawValue: 1 << address)
  }

  /// 0x01, the signer of a secp256k1 signature.
  public static let ecRecover = PrecompileSet(address: 1)
  /// 0x02, SHA-256.
  public static let sha256 = PrecompileSet(address: 2)
  /// 0x03, RIPEMD-160.
  public static let ripemd160 = PrecompileSet(address: 3)
  /// 0x04, copies its input.
  public static let identity = PrecompileSet(address: 4)
  /// 0x05, modular exponentiation of big integers (EIP-198).
  public static let modExp = PrecompileSet(address: 5)
  /// 0x06, addition on the curve alt_bn128 (EIP-196).
  public static let bn254Add = PrecompileSet(address: 6)
  /// 0x07, multiplication on the curve alt_bn128 (EIP-196).
  public static let bn254Multiply = PrecompileSet(address: 7)
  /// 0x08, pairing check on the curve alt_bn128 (EIP-197).
  public static let bn254Pairing = PrecompileSet(address: 8)
  /// 0x09, the compression function of BLAKE2b (EIP-152).
  public static let blake2F = PrecompileSet(address: 9)
  /// 0x0a, evaluation of a blob at a point (EIP-4844).
  public static let pointEvaluation = PrecompileSet(address: 10)
  /// 0x0b to 0x11, the curve BLS12-381 (EIP-2537).
  public static let bls12381 = PrecompileSet(rawValue: 0b111_1111 << 11)

  /// 1 to 4, there from the start.
  public static let frontier: PrecompileSet = [.ecRecover, .sha256, .ripemd160, .identity]

  /// Whether the account is one of the set.
  @inline(__always)
  public func contains(_ address: Address) -> Bool {
    index(of: address) != 0
  }

  /// The number of the precompiled contract at the address, 0 if there is none.
  @inline(__always)
  func index(of address: Address) -> Int {
    let number = U256(address.hash)
    guard number.fitsUInt64, number.w0 < 32, rawValue & (1 << UInt32(number.w0)) != 0 else { return 0 }
    return Int(number.w0)
  }

  /// The addresses, in ascending order.
  public var addresses: [Address] {
    (UInt64(0)..<32).filter { rawValue & (1 << UInt32($0)) != 0 }.map { Address(Hash160(truncating: U256($0))) }
  }
}
