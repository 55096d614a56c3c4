import CSecp256k1
import ChainCrypto
import Primitives

extension Suite {
  /// Hashes and signatures; signatures also with libsecp256k1 called directly. The house's limit: within 3 % of the C library, and
  /// Keccak-256 of 32 bytes under 330 ns.
  static let crypto = Suite(
    name: "Crypto",
    benchmarks: [
      hash("keccak-256 of 32 bytes", bytes: 32) { consume(Keccak256.hash($0)) },
      hash("keccak-256 of 1 KiB", bytes: 1024) { consume(Keccak256.hash($0)) },
      hash("keccak-256 of 1 MiB", bytes: 1 << 20) { consume(Keccak256.hash($0)) },
      hash("blake2b-256 of 32 bytes", bytes: 32) { consume(Blake2b256.hash($0)) },
      hash("blake2b-256 of 1 KiB", bytes: 1024) { consume(Blake2b256.hash($0)) },
      Benchmark("merkle root of 500 hashes") {
        let leaves = (0..<500 as Range<UInt64>).map { Hash256(U256($0)) }
        return { iterations in
          for _ in 0..<iterations { consume(MerkleTree.root(leaves)) }
        }
      },
      signatures("sign, in C") { samples, index in
        var signature = secp256k1_ecdsa_recoverable_signature()
        let status = samples.digestBytes[index].withUnsafeBufferPointer { digest in
          secp256k1_ecdsa_sign_recoverable(
            samples.context, &signature, digest.baseAddress!, samples.secret, secp256k1_nonce_function_rfc6979, nil)
        }
        consume(status)
        consume(signature)
      },
      signatures("sign") { samples, index in consume(samples.key.sign(samples.digests[index]).count) },
      signatures("verify, in C") { samples, index in
        var signature = secp256k1_ecdsa_signature()
        let status = samples.signatures[index].withUnsafeBufferPointer { numbers in
          secp256k1_ecdsa_signature_parse_compact(samples.context, &signature, numbers.baseAddress!)
        }
        var key = samples.parsedKey
        let verdict = samples.digestBytes[index].withUnsafeBufferPointer { digest in
          secp256k1_ecdsa_verify(samples.context, &signature, digest.baseAddress!, &key)
        }
        precondition(status == 1 && verdict == 1, "the sample is signed")
      },
      signatures("verify") { samples, index in
        let isValid = samples.key.publicKey.verify(samples.digests[index], signature: samples.signatures[index])
        precondition(isValid, "the sample is signed")
      },
      signatures("recover, in C") { samples, index in
        var signature = secp256k1_ecdsa_recoverable_signature()
        var key = secp256k1_pubkey()
        let status = samples.signatures[index].withUnsafeBufferPointer { numbers in
          secp256k1_ecdsa_recoverable_signature_parse_compact(
            samples.context, &signature, numbers.baseAddress!, Int32(samples.signatures[index][64]))
        }
        let found = samples.digestBytes[index].withUnsafeBufferPointer { digest in
          secp256k1_ecdsa_recover(samples.context, &key, &signature, digest.baseAddress!)
        }
        var (output, count) = ([UInt8](repeating: 0, count: 65), 65)
        secp256k1_ec_pubkey_serialize(samples.context, &output, &count, &key, UInt32(SECP256K1_EC_UNCOMPRESSED))
        precondition(status == 1 && found == 1, "the sample is signed")
        consume(output[64])
      },
      signatures("recover") { samples, index in
        consume(Secp256k1.recover(digest: samples.digests[index], signature: samples.signatures[index]) == nil)
      },
      signatures("parse public key, in C") { samples, index in
        var key = secp256k1_pubkey()
        consume(secp256k1_ec_pubkey_parse(samples.context, &key, samples.publicKeys[index], 65))
        consume(key)
      },
      signatures("parse public key") { samples, index in consume((try? PublicKey(samples.publicKeys[index])) == nil) },
      batch("verify 1,000 in a batch, one core", cores: 1),
      batch("verify 1,000 in a batch, all cores", cores: nil),
    ])

  private static func hash(_ name: String, bytes: Int, _ operation: @escaping @Sendable ([UInt8]) -> Void) -> Benchmark {
    Benchmark(name) {
      let input = [UInt8](repeating: 0x5a, count: bytes)
      return { iterations in
        for _ in 0..<iterations { operation(input) }
      }
    }
  }

  /// A benchmark that takes one sample after the other.
  private static func signatures(_ name: String, _ operation: @escaping @Sendable (Samples, Int) -> Void) -> Benchmark {
    Benchmark("secp256k1 " + name) {
      let samples = try Samples(count: 64)
      return { iterations in
        for index in 0..<iterations { operation(samples, index & 63) }
      }
    }
  }

  private static func batch(_ name: String, cores: Int?) -> Benchmark {
    Benchmark("secp256k1 " + name, operations: 1000) {
      let samples = try Samples(count: 1000)
      return { iterations in
        for _ in 0..<iterations {
          var batch = SignatureBatch()
          batch.reserveCapacity(1000)
          for index in 0..<1000 {
            batch.append(digest: samples.digests[index], signature: samples.signatures[index], publicKey: samples.key.publicKey)
          }
          precondition(batch.firstInvalid(onCores: cores) == nil, "the samples are signed")
        }
      }
    }
  }
}

/// Signed digests, in the forms of Swift and of C.
private final class Samples {
  let context: OpaquePointer
  let key: PrivateKey
  let secret: [UInt8]
  let parsedKey: secp256k1_pubkey
  let digests: [Hash256]
  let digestBytes: [[UInt8]]
  let signatures: [[UInt8]]
  /// Different keys in uncompressed form.
  let publicKeys: [[UInt8]]

  init(count: Int) throws {
    guard let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
      preconditionFailure("libsecp256k1 allocates its context or aborts")
    }
    self.context = context
    let key = try PrivateKey([UInt8](repeating: 0x17, count: 32))
    self.key = key
    secret = key.bytes
    var parsed = secp256k1_pubkey()
    precondition(secp256k1_ec_pubkey_parse(context, &parsed, key.publicKey.bytes, 65) == 1, "a key's own bytes are a key")
    parsedKey = parsed
    digests = (0..<UInt64(count)).map { number in withUnsafeBytes(of: number.littleEndian) { Keccak256.hash($0) } }
    digestBytes = digests.map(\.bytes)
    signatures = digests.map { key.sign($0) }
    publicKeys = try digests.map { try PrivateKey($0.bytes).publicKey.bytes }
  }

  deinit { secp256k1_context_destroy(context) }
}
