import CSecp256k1
public import Primitives

/// A point of secp256k1, checked once when the value is made.
///
/// It holds the coordinates and the library's parsed form in place (128 bytes), so copying is cheap and verifying does not parse again.
/// Source of the rules: the reference node's `pkg/keypair/secp256k1.go`.
public struct PublicKey: Sendable {
  /// The number of bytes of the only accepted form.
  public static let byteCount = 65

  /// X and Y, 32 big-endian bytes each.
  private let coordinates: Bytes64
  /// libsecp256k1's `secp256k1_pubkey`.
  let parsed: Bytes64

  /// The key in uncompressed form: 0x04, X, Y.
  ///
  /// - Throws: `publicKeyInvalid` for another length, another first byte (compressed and hybrid forms are refused, as the
  ///   reference refuses them), a coordinate not below the field's prime, or a point off the curve.
  public init(_ bytes: [UInt8]) throws(KeyError) {
    guard let key = bytes.withUnsafeBytes({ PublicKey($0) }) else { throw .publicKeyInvalid }
    self = key
  }

  /// The key in uncompressed form, as above; nil instead of an error.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount, bytes[0] == 0x04, let start = bytes.baseAddress else { return nil }
    var parsed = Bytes64()
    let status = parsed.withMutable(secp256k1_pubkey.self) { key in
      secp256k1_ec_pubkey_parse(SharedContext.verification.pointer, key, start.assumingMemoryBound(to: UInt8.self), Self.byteCount)
    }
    guard status == 1 else { return nil }
    self.parsed = parsed
    coordinates = Bytes64(UnsafeRawBufferPointer(rebasing: bytes[1...]))
  }

  /// The key that the library made itself, by derivation or recovery.
  init(parsed: Bytes64) {
    self.parsed = parsed
    coordinates = withUnsafeTemporaryAllocation(byteCount: Self.byteCount, alignment: 8) { buffer in
      let output = buffer.bindMemory(to: UInt8.self)
      var count = Self.byteCount
      // Serialising a valid key into enough room always succeeds.
      _ = parsed.with(secp256k1_pubkey.self) { key in
        secp256k1_ec_pubkey_serialize(
          SharedContext.verification.pointer, output.baseAddress!, &count, key, UInt32(SECP256K1_EC_UNCOMPRESSED))
      }
      return Bytes64(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[1...]))
    }
  }

  /// 65 bytes: 0x04, X, Y.
  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      buffer[0] = 0x04
      coordinates.withBytes { UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[1...]).copyMemory(from: $0) }
      count = Self.byteCount
    }
  }

  /// The last 20 bytes of the Keccak-256 of the coordinates.
  public var address: Address {
    coordinates.withBytes { Address(Keccak256.hash160($0)) }
  }

  /// Whether the signature was made over the digest with this key.
  ///
  /// The reference's rules: exactly 65 bytes r ‖ s ‖ v, v is 0 or 1 and otherwise not looked at, s in the lower half of the order.
  public func verify(_ digest: Hash256, signature: [UInt8]) -> Bool {
    guard let numbers = Secp256k1.wellFormed(signature) else { return false }
    return Secp256k1.verify(digest: digest, numbers: numbers, parsedKey: parsed)
  }
}

extension PublicKey: Hashable {
  /// Whether both are the same point.
  public static func == (left: PublicKey, right: PublicKey) -> Bool { left.coordinates == right.coordinates }

  /// Feeds the coordinates to the hasher.
  public func hash(into hasher: inout Hasher) { coordinates.hash(into: &hasher) }
}

extension PublicKey: CustomStringConvertible {
  /// 130 lower-case hexadecimal digits.
  public var description: String { Hex.encode(bytes) }
}
