import ChainCrypto
import Crypto
import Primitives

/// The precompiled contracts: what they cost and what they compute. Numbered by address.
enum Precompile {
  /// The price of a call, `UInt64.max` if it is beyond all gas.
  static func gas(_ number: Int, _ input: UnsafeRawBufferPointer, _ prices: PrecompilePrices) -> UInt64 {
    let words = UInt64(input.count + 31) / 32
    switch number {
    case 1: return 3_000
    case 2: return 60 + 12 * words
    case 3: return 600 + 120 * words
    case 4: return 15 + 3 * words
    case 5: return ModExpPrice.gas(input, followsEIP2565: prices.modExpFollowsEIP2565)
    case 6: return prices.bn254Add
    case 7: return prices.bn254Multiply
    case 8: return prices.bn254PairingBase + prices.bn254PairingPair * UInt64(input.count / 192)
    case 9: return Blake2F.rounds(input).map(UInt64.init) ?? 0
    case 10: return 50_000
    default: return BLSPrice.gas(number, input)
    }
  }

  /// The output, or `nil` if the contract refuses the input. 4 is not here: it only copies.
  static func output(_ number: Int, _ input: UnsafeRawBufferPointer) -> [UInt8]? {
    switch number {
    case 1: return recoverSigner(input)
    case 2: return hashSHA256(input)
    case 3: return [UInt8](repeating: 0, count: 12) + Ripemd160.hash(input)
    case 5: return ModExp.evaluate(input)
    case 6: return BN254.add(input)
    case 7: return BN254.mul(input)
    case 8: return BN254.pairing(input)
    case 9: return Blake2F.compress(input)
    case 0x0a: return KZG.verifyPointEvaluation([UInt8](input)) ? KZG.output : nil
    case 0x0b: return BLS12381.g1Add(input)
    case 0x0c: return BLS12381.g1MSM(input)
    case 0x0d: return BLS12381.g2Add(input)
    case 0x0e: return BLS12381.g2MSM(input)
    case 0x0f: return BLS12381.pairing(input)
    case 0x10: return BLS12381.mapToG1(input)
    case 0x11: return BLS12381.mapToG2(input)
    default: return nil
    }
  }

  /// 0x02.
  private static func hashSHA256(_ input: UnsafeRawBufferPointer) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(bufferPointer: input)
    return [UInt8](hasher.finalize())
  }

  /// 0x01: hash, v, r, s, 32 bytes each; gives the address in 32 bytes, or nothing if there is no such signature.
  private static func recoverSigner(_ input: UnsafeRawBufferPointer) -> [UInt8] {
    let digest = word(input, 0)
    let v = word(input, 1)
    guard v == 27 || v == 28 else { return [] }
    let key = Secp256k1.recover(
      digest: Hash256(digest), r: word(input, 2), s: word(input, 3), recoveryID: UInt8(v.w0 - 27))
    guard let key else { return [] }
    return U256(key.address.hash).bigEndianBytes
  }

  /// The word at an index of the input, zeros behind its end.
  private static func word(_ input: UnsafeRawBufferPointer, _ index: Int) -> U256 {
    let start = index * 32
    guard start < input.count else { return .zero }
    if start + 32 <= input.count, let base = input.baseAddress { return U256(loadingBigEndianFrom: base + start) }
    let rest = UnsafeRawBufferPointer(rebasing: input[start...])
    return U256(bigEndianBytes: rest) &<< (8 * (32 - rest.count))
  }
}
