public import ChainCrypto
import Crypto
import CryptoExtras
public import Primitives

/// A key file: a private key that a password opens. Web3 Secret Storage, version 3, as go-ethereum's `accounts/keystore` writes it.
public struct KeystoreFile: Hashable, Sendable {
  /// The address that the file says it is for; nil if it says none.
  public var address: Address?
  /// The file's identity, a UUID in text, which stays when the password changes.
  public var id: String
  /// How the password becomes a key.
  public var derivation: KeyDerivation
  /// The private key under AES-128-CTR.
  public var ciphertext: [UInt8]
  /// The first counter block, 16 bytes.
  public var initializationVector: [UInt8]
  /// Keccak-256 over the second half of the derived key and the ciphertext.
  public var mac: [UInt8]
  /// How many bytes are derived, 32 in all known files.
  public var derivedByteCount: Int

  /// Locks a key with a password, with fresh random salt, counter block and identity.
  ///
  /// - Parameters:
  ///   - id: the identity to keep; a new one otherwise.
  ///   - derivation: the costs; go-ethereum's standard ones otherwise.
  public init(
    locking key: PrivateKey, with password: SecretBytes, id: String? = nil, derivation: KeyDerivation? = nil
  ) throws(KeystoreError) {
    let derivation = derivation ?? .standard(salt: RandomBytes.make(32))
    let derived = try derivation.key(from: password, byteCount: 32)
    let vector = RandomBytes.make(16)
    var plain = key.bytes
    defer { SecretBytes.wipe(&plain) }
    let cipher = try Self.stream(plain, derived: derived, vector: vector)
    self.init(
      address: key.publicKey.address, id: id ?? RandomBytes.uuid(), derivation: derivation, ciphertext: cipher,
      initializationVector: vector, mac: Self.mac(derived, cipher), derivedByteCount: 32)
  }

  init(
    address: Address?, id: String, derivation: KeyDerivation, ciphertext: [UInt8], initializationVector: [UInt8], mac: [UInt8],
    derivedByteCount: Int
  ) {
    self.address = address
    self.id = id
    self.derivation = derivation
    self.ciphertext = ciphertext
    self.initializationVector = initializationVector
    self.mac = mac
    self.derivedByteCount = derivedByteCount
  }

  /// The key that the password opens.
  ///
  /// - Throws: `wrongPassword` if the file does not open, `malformed` if what it holds is no key.
  public func unlock(with password: SecretBytes) throws(KeystoreError) -> PrivateKey {
    let derived = try derivation.key(from: password, byteCount: derivedByteCount)
    guard Self.mac(derived, ciphertext) == mac else { throw .wrongPassword }
    var plain = try Self.stream(ciphertext, derived: derived, vector: initializationVector)
    defer { SecretBytes.wipe(&plain) }
    guard plain.count <= PrivateKey.byteCount else { throw .malformed("the key is longer than 32 bytes") }
    // Old programs left leading zeros out.
    var padded = [UInt8](repeating: 0, count: PrivateKey.byteCount - plain.count) + plain
    defer { SecretBytes.wipe(&padded) }
    guard let key = try? PrivateKey(padded) else { throw .malformed("what it holds is no private key") }
    return key
  }

  /// The same key under another password; address and identity stay.
  public func relocked(from old: SecretBytes, to new: SecretBytes) throws(KeystoreError) -> KeystoreFile {
    try KeystoreFile(locking: unlock(with: old), with: new, id: id)
  }

  /// Keccak-256 over the second half of the derived key and the ciphertext.
  static func mac(_ derived: SecretBytes, _ ciphertext: [UInt8]) -> [UInt8] {
    derived.withBytes { bytes in
      var hash = Keccak256()
      hash.update(UnsafeRawBufferPointer(rebasing: bytes[16..<32]))
      hash.update(ciphertext)
      return hash.finalize().bytes
    }
  }

  /// AES-128-CTR under the first half of the derived key.
  static func stream(_ input: [UInt8], derived: SecretBytes, vector: [UInt8]) throws(KeystoreError) -> [UInt8] {
    guard vector.count == 16 else { throw .malformed("iv") }
    let key = derived.withBytes { SymmetricKey(data: UnsafeRawBufferPointer(rebasing: $0[..<16])) }
    do {
      return [UInt8](try AES._CTR.encrypt(input, using: key, nonce: AES._CTR.Nonce(nonceBytes: vector)))
    } catch {
      throw .malformed("iv")
    }
  }
}
