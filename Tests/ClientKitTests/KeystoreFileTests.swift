import ChainCrypto
import ClientKit
import Primitives
import TestSupport
import Testing

@Suite("Key files")
struct KeystoreFileTests {
  /// Costs that a test can bear.
  private static let cheap = KeyDerivation.scrypt(n: 2, r: 1, p: 1, salt: [1, 2, 3])
  private static let key = try? PrivateKey([UInt8](repeating: 0x11, count: 32))

  /// What takes too long without optimisation: scrypt beyond the limit of BoringSSL.
  private static func whenOptimised(_ names: [String]) -> [String] {
    #if DEBUG
      []
    #else
      names
    #endif
  }

  @Test(
    "of Ethereum's KeyStoreTests open with their passwords",
    arguments: ["test1", "python_generated_test_with_odd_iv", "evilnonce", "mycrypto"] + whenOptimised(["test2"]))
  func ethereum(name: String) throws {
    let root = try #require(try JSONParser.parse(GoldenData.text("keystore/basic_tests.json"))[name])
    let file = try KeystoreFile(json: Array(#require(root["json"]).compact.utf8))
    let password = SecretBytes(text: try #require(root["password"]?.text))
    #expect(Hex.encode(try file.unlock(with: password).bytes) == root["priv"]?.text)
  }

  @Test("are all of Ethereum's")
  func ethereumNames() throws {
    #expect(
      try GoldenData.json("keystore/basic_tests.json").keys == [
        "evilnonce", "mycrypto", "python_generated_test_with_odd_iv", "test1", "test2",
      ])
  }

  @Test("give back the key that went in, after a way through text", arguments: ["", "secret", "grüße ☃"])
  func roundTrip(password: String) throws {
    let key = try #require(Self.key)
    let file = try KeystoreFile(locking: key, with: SecretBytes(text: password), derivation: Self.cheap)
    let again = try KeystoreFile(json: Array(file.json.utf8))
    #expect(again == file)
    #expect(try again.unlock(with: SecretBytes(text: password)).bytes == key.bytes)
    #expect(throws: KeystoreError.wrongPassword) { try again.unlock(with: SecretBytes(text: password + "x")) }
  }

  @Test("keep identity and address under a new password, and use new randomness")
  func relocks() throws {
    let key = try #require(Self.key)
    let old = try KeystoreFile(locking: key, with: SecretBytes(text: "old"), derivation: .pbkdf2(rounds: 1, salt: [9]))
    let new = try KeystoreFile(
      locking: old.unlock(with: SecretBytes(text: "old")), with: SecretBytes(text: "new"), id: old.id, derivation: Self.cheap)
    #expect(new.id == old.id && new.address == old.address)
    #expect(new.initializationVector != old.initializationVector)
  }

  @Test("have the layout of go-ethereum's")
  func layout() throws {
    let file = try KeystoreFile(locking: #require(Self.key), with: SecretBytes(text: "x"), derivation: Self.cheap)
    let json = try JSONParser.parse(file.json)
    guard case .object(let members) = json, case .object(let crypto)? = json["crypto"] else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.name) == ["address", "crypto", "id", "version"])
    #expect(crypto.map(\.name) == ["cipher", "ciphertext", "cipherparams", "kdf", "kdfparams", "mac"])
    #expect(json["address"]?.text == "19e7e376e7c213b7e7e7e46cc70a5dd086daff2a")
    let id = try #require(json["id"]?.text)
    #expect(id.count == 36 && Array(id)[14] == "4")
  }

  @Test(
    "that are none, or ask too much, are refused with the reason",
    arguments: [
      ("{}", "unsupported key file: version absent, not 3"), ("[]", "malformed key file: it is no JSON object"),
      (#"{"version":3}"#, "malformed key file: crypto"),
      (#"{"version":1,"crypto":{}}"#, "unsupported key file: version 1, not 3"),
      (#"{"version":3,"crypto":{"cipher":"aes-256-gcm"}}"#, "unsupported key file: cipher aes-256-gcm, not aes-128-ctr"),
      (
        #"{"version":3,"crypto":{"cipher":"aes-128-ctr","kdf":"argon2","kdfparams":{"salt":"00"}}}"#,
        "unsupported key file: key derivation argon2"
      ),
      (
        #"{"version":3,"crypto":{"cipher":"aes-128-ctr","kdf":"pbkdf2","kdfparams":{"salt":"00","prf":"hmac-sha1"}}}"#,
        "unsupported key file: PBKDF2 with hmac-sha1"
      ),
    ])
  func refuses(text: String, reason: String) {
    #expect(throws: KeystoreError.self) {
      do throws(KeystoreError) { _ = try KeystoreFile(json: Array(text.utf8)) } catch {
        #expect(error.description == reason)
        throw error
      }
    }
  }

  @Test(
    "whose parameters would exhaust the machine are refused before anything is allocated",
    arguments: [
      KeyDerivation.scrypt(n: 1 << 30, r: 8, p: 1, salt: [1]), .scrypt(n: 1 << 24, r: 1024, p: 1, salt: [1]),
      .scrypt(n: 1 << 20, r: 8, p: 1 << 9, salt: [1]), .pbkdf2(rounds: .max, salt: [1]), .scrypt(n: 3, r: 8, p: 1, salt: [1]),
      .scrypt(n: -2, r: 8, p: 1, salt: [1]), .scrypt(n: 2, r: 0, p: 1, salt: [1]), .pbkdf2(rounds: 0, salt: [1]),
      .scrypt(n: 2, r: 1, p: 1, salt: []), .scrypt(n: .max, r: .max, p: .max, salt: [1]),
    ])
  func expensive(derivation: KeyDerivation) throws {
    let key = try #require(Self.key)
    #expect(throws: KeystoreError.self) { try KeystoreFile(locking: key, with: SecretBytes(text: "x"), derivation: derivation) }
  }
}
