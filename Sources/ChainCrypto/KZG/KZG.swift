public import Primitives

/// The EVM's precompile 0x0a: checks that a polynomial, given by its KZG commitment, has a given value at a given place.
///
/// Source: EIP-4844, "Point evaluation precompile", and consensus-specs, deneb/polynomial-commitments.md, verify_kzg_proof_impl.
public enum KZG {
  /// The only accepted number of input bytes: versioned hash, z, y (32 each), commitment, proof (48 each).
  public static let inputByteCount = 192

  /// The order of the field of the polynomials, and of BLS12-381's groups.
  public static let modulus = BLS12381Curve.order

  /// What the precompile returns for a valid proof: the number of field elements in a blob, 4096, and ``modulus``, 32 bytes each.
  public static let output: [UInt8] = U256(4096).bigEndianBytes + modulus.bigEndianBytes

  /// The version byte that stands for a KZG commitment in a versioned hash.
  private static let version: UInt8 = 0x01

  /// Whether the input is well-formed and its proof valid: z and y below the modulus, the hash that of the commitment.
  public static func verifyPointEvaluation(_ input: [UInt8]) -> Bool {
    guard input.count == inputByteCount, let z = scalar(input[32..<64]), let y = scalar(input[64..<96]) else { return false }
    let commitment = [UInt8](input[96..<144])
    guard input[0] == version, SHA256.hash(commitment).bytes[1...] == input[1..<32] else { return false }
    guard let c = commitment.withUnsafeBytes({ BLS12381Codec.compressedFirst($0) }),
      let proof = [UInt8](input[144..<192]).withUnsafeBytes({ BLS12381Codec.compressedFirst($0) })
    else { return false }
    // e(C - yG, -H) · e(Q, τH - zH) = 1, written so that the points of the second group are constants: e(C - yG + zQ, -H) · e(Q, τH) = 1.
    let generator = KZGSetup.generator
    let left = BLS12381Curve.sum([(proof, z), (-generator, y)]) + c
    var product = PairingProduct<BLS12381Curve>()
    product.multiply(left.affine, KZGSetup.negatedGenerator)
    product.multiply(proof, KZGSetup.tau)
    return product.isOne()
  }

  private static func scalar(_ bytes: ArraySlice<UInt8>) -> U256? {
    guard let value = U256(bigEndian: [UInt8](bytes)), value < modulus else { return nil }
    return value
  }
}
