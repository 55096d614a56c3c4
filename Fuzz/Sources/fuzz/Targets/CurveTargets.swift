import ChainCrypto
import Primitives

/// Keys, signatures and the inputs of precompiled contracts.
extension FuzzTarget {
  /// A public key of 65 bytes, a digest of 32 and a signature of 65 in a row; shorter inputs are keys alone.
  static let key = FuzzTarget(name: "key") { input in
    let keyBytes = [UInt8](input.prefix(PublicKey.byteCount))
    let key = try? PublicKey(keyBytes)
    if let key {
      require(key.bytes == keyBytes, "a public key changes")
      require((try? PublicKey(key.bytes)) == key, "a public key cannot be read again")
    }
    let rest = input.dropFirst(PublicKey.byteCount)
    guard let digest = Hash256([UInt8](rest.prefix(32))) else { return }
    let signature = [UInt8](rest.dropFirst(32))
    let isValid = key?.verify(digest, signature: signature) ?? false
    let signer = Secp256k1.recover(digest: digest, signature: signature)
    if let signer {
      // Recovery takes any s and any of four recovery numbers; verification wants the lower s and one of two.
      let s = U256(bigEndian: [UInt8](signature[32..<64])) ?? .zero
      let isOfChain = s <= Secp256k1.order &>> 1 && signature[64] <= 1
      require(signer.verify(digest, signature: signature) == isOfChain, "a recovered key and its signature disagree")
    }
    var batch = SignatureBatch()
    if let key { batch.append(digest: digest, signature: signature, publicKey: key) }
    require(batch.firstInvalid(onCores: 1) == (key == nil || isValid ? nil : 0), "one by one and in a batch, signatures differ")
    if let secret = try? PrivateKey(digest.bytes) {
      let own = secret.sign(digest)
      require(secret.publicKey.verify(digest, signature: own), "an own signature is invalid")
      require(Secp256k1.recover(digest: digest, signature: own) == secret.publicKey, "an own signature has another signer")
    }
  }

  /// The input of a precompiled contract; the first byte chooses which.
  static let precompile = FuzzTarget(name: "precompile") { input in
    let (choice, rest) = input.selector
    let contract = precompiles[choice % precompiles.count]
    guard let output = contract.run(rest) else { return }
    if let count = contract.outputCount { require(output.count == count, "a precompiled contract gives \(output.count) bytes") }
  }

  private struct Precompile: Sendable {
    /// The length of every output, if it is always the same.
    let outputCount: Int?
    let run: @Sendable (UnsafeRawBufferPointer) -> [UInt8]?
  }

  private static let precompiles: [Precompile] = [
    Precompile(outputCount: 20) { Ripemd160.hash($0) },
    Precompile(outputCount: nil) { input in
      // Longer numbers than these cost gas that nobody pays, and take as long.
      let (base, exponent, modulus) = ModExp.lengths(input)
      let limit = U256(256)
      guard base <= limit, exponent <= limit, modulus <= limit else { return nil }
      let output = ModExp.evaluate(input)
      require(output.map { U256(UInt64($0.count)) == modulus } ?? false, "a power is not as long as its modulus")
      return output
    },
    Precompile(outputCount: 64) { BN254.add($0) },
    Precompile(outputCount: 64) { BN254.mul($0) },
    Precompile(outputCount: 32) { BN254.pairing($0) },
    Precompile(outputCount: 64) { input in
      guard let rounds = Blake2F.rounds(input), rounds <= 1000 else { return nil }
      return Blake2F.compress(input)
    },
    Precompile(outputCount: 1) { [KZG.verifyPointEvaluation([UInt8]($0)) ? 1 : 0] },
    Precompile(outputCount: 128) { BLS12381.g1Add($0) },
    Precompile(outputCount: 128) { BLS12381.g1MSM($0) },
    Precompile(outputCount: 256) { BLS12381.g2Add($0) },
    Precompile(outputCount: 256) { BLS12381.g2MSM($0) },
    Precompile(outputCount: 32) { BLS12381.pairing($0) },
    Precompile(outputCount: 128) { BLS12381.mapToG1($0) },
    Precompile(outputCount: 256) { BLS12381.mapToG2($0) },
  ]
}
