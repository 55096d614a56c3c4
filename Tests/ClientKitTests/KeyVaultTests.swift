import ChainCrypto
import ClientKit
import Glibc
import Primitives
import Testing

@Suite("A folder of key files")
struct KeyVaultTests {
  private static let cheap = KeyDerivation.scrypt(n: 2, r: 1, p: 1, salt: [1])

  /// Runs a test with a folder that is gone afterwards.
  private func withFolder(_ body: (String) throws -> Void) throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/clientkit-XXXXXX".utf8CString)
    let path = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer {
      for entry in KeyVault(folder: path + "/keys").entries() { unlink(entry.path) }
      for name in ["a", "b~", ".c", "d"] { unlink("\(path)/keys/\(name)") }
      rmdir(path + "/keys/e")
      rmdir(path + "/keys")
      rmdir(path)
    }
    try body(path + "/keys")
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test("is made by the first key, for its owner alone")
  func stores() throws {
    try withFolder { folder in
      let vault = KeyVault(folder: folder)
      #expect(vault.entries().isEmpty)
      let key = PrivateKey.random()
      let entry = try vault.store(key, password: SecretBytes(text: "x"), derivation: Self.cheap)
      #expect(mode(folder) == 0o700 && mode(entry.path) == 0o600)
      #expect(vault.entries() == [entry])
      #expect(try vault.unlock(entry, with: SecretBytes(text: "x")).bytes == key.bytes)
      #expect(entry.path.contains("/UTC--20") && entry.path.hasSuffix("Z--" + key.publicKey.address.hash.hex))
      #expect(throws: KeystoreError.alreadyExists) { try vault.store(key, password: SecretBytes(text: "y"), derivation: Self.cheap) }
    }
  }

  @Test("passes over hidden files, backups, folders, links and what is no key file")
  func passesOver() throws {
    try withFolder { folder in
      let vault = KeyVault(folder: folder)
      let entry = try vault.store(PrivateKey.random(), password: SecretBytes(text: "x"), derivation: Self.cheap)
      let content = try PrivateFile.read(entry.path)
      for name in ["b~", ".c"] { try PrivateFile.write(content, to: folder + "/" + name) }
      try PrivateFile.write(Array(#"{"address":"0000000000000000000000000000000000000000"}"#.utf8), to: folder + "/a")
      symlink(entry.path, folder + "/d")
      mkdir(folder + "/e", 0o700)
      #expect(vault.entries() == [entry])
    }
  }

  @Test("deletes and updates only with the password")
  func changes() throws {
    try withFolder { folder in
      let vault = KeyVault(folder: folder)
      let key = PrivateKey.random()
      let entry = try vault.store(key, password: SecretBytes(text: "x"), derivation: Self.cheap)
      #expect(throws: KeystoreError.wrongPassword) { try vault.delete(entry, password: SecretBytes(text: "y")) }
      #expect(throws: KeystoreError.wrongPassword) { try vault.update(entry, from: SecretBytes(text: "y"), to: SecretBytes(text: "z")) }
      try vault.delete(entry, password: SecretBytes(text: "x"))
      #expect(vault.entries().isEmpty)
    }
  }

  @Test("notices a file that was swapped for another key's")
  func swapped() throws {
    try withFolder { folder in
      let vault = KeyVault(folder: folder)
      let entry = try vault.store(PrivateKey.random(), password: SecretBytes(text: "x"), derivation: Self.cheap)
      var other = try KeystoreFile(locking: PrivateKey.random(), with: SecretBytes(text: "x"), derivation: Self.cheap)
      other.address = entry.address
      try PrivateFile.write(Array(other.json.utf8), to: entry.path)
      #expect(throws: KeystoreError.self) { try vault.unlock(entry, with: SecretBytes(text: "x")) }
    }
  }

  @Test("names the system's error when a folder cannot be made")
  func failure() {
    #expect(throws: KeystoreError.self) {
      try KeyVault(folder: "/dev/null/keys").store(PrivateKey.random(), password: SecretBytes(text: "x"), derivation: Self.cheap)
    }
  }
}
