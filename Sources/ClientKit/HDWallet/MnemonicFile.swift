import Glibc
import Primitives

/// A file that keeps a mnemonic under a password, made like a key file: scrypt, AES-128-CTR, and a MAC.
public struct MnemonicFile: Sendable {
  /// The file's path.
  public let path: String

  /// The file at a path, which need not exist.
  public init(path: String) { self.path = path }

  /// Whether there is a file.
  public var exists: Bool { access(path, F_OK) == 0 }

  /// Writes a mnemonic.
  ///
  /// - Throws: `alreadyExists` when there is a file.
  public func store(_ mnemonic: Mnemonic, password: SecretBytes, derivation: KeyDerivation? = nil) throws(KeystoreError) {
    guard !exists else { throw .alreadyExists }
    let derivation = derivation ?? .standard(salt: RandomBytes.make(32))
    let derived = try derivation.key(from: password, byteCount: 32)
    let vector = RandomBytes.make(16)
    var plain = mnemonic.text.bytes
    defer { SecretBytes.wipe(&plain) }
    let cipher = try KeystoreFile.stream(plain, derived: derived, vector: vector)
    let file = KeystoreFile(
      address: nil, id: RandomBytes.uuid(), derivation: derivation, ciphertext: cipher, initializationVector: vector,
      mac: KeystoreFile.mac(derived, cipher), derivedByteCount: 32)
    try PrivateFile.write(Array(file.json.utf8), to: path)
  }

  /// The mnemonic.
  ///
  /// - Throws: `notFound` when there is no file, `wrongPassword` when it does not open.
  public func open(password: SecretBytes) throws(KeystoreError) -> Mnemonic {
    guard exists else { throw .notFound }
    let file = try KeystoreFile(json: PrivateFile.read(path))
    let derived = try file.derivation.key(from: password, byteCount: file.derivedByteCount)
    guard KeystoreFile.mac(derived, file.ciphertext) == file.mac else { throw .wrongPassword }
    var plain = try KeystoreFile.stream(file.ciphertext, derived: derived, vector: file.initializationVector)
    let text = SecretBytes(consuming: &plain)
    do throws(MnemonicError) { return try Mnemonic(text) } catch { throw .malformed(error.description) }
  }

  /// Deletes the file.
  public func delete() throws(KeystoreError) {
    guard unlink(path) == 0 else { throw .system(path: path, code: errno) }
  }
}
