import ChainCrypto
import ClientKit
import Primitives

/// `ioctl account import`, and `import key` and `import keystore` of later versions.
enum AccountImportCommand {
  static let command = Command(
    use: "import ALIAS", summary: "Import IoTeX private key into wallet",
    words: .exactly(1), flags: [Session.passwordFlag],
    commands: [
      Command(
        use: "key ALIAS", summary: "Import a private key that is typed", words: .exactly(1), flags: [Session.passwordFlag], action: run),
      AccountImportKeystoreCommand.command,
    ], action: run)

  private static func run(_ session: Session) async throws {
    let name = session.word(0)
    try AliasRules.checkFree(name, in: session.settings)
    let typed = try session.ask("#\(name): Enter your private key, which will not be exposed on the screen.")
    let password = try session.newPassword("#\(name): Set password", again: "#\(name): Enter password again")
    let address = try store(try key(typed), name: name, password: password, session)
    session.result(
      "New account #\(name) is created. Keep your password, or your will lose your private key.",
      ["alias": .string(name), "address": .string(address)])
  }

  /// The key that was typed. No message shows any part of it.
  private static func key(_ typed: SecretBytes) throws(CommandFailure) -> PrivateKey {
    var digits = GoText.trimmed(typed.withBytes { String(decoding: $0, as: UTF8.self) })
    defer { digits = "" }
    var bytes: [UInt8]
    do throws(GoParsingError) {
      bytes = try GoText.hexadecimal(digits)
    } catch .oddLength {
      throw CommandFailure("failed to decode private key: encoding/hex: odd length hex string")
    } catch {
      throw CommandFailure("failed to decode private key: it has a character that is no hexadecimal digit (0x does not belong to it)")
    }
    defer { SecretBytes.wipe(&bytes) }
    do throws(KeyError) {
      return try PrivateKey(bytes)
    } catch {
      switch error {
      case .privateKeyLength: throw CommandFailure("invalid length, need 256 bits")
      case .privateKeyIsZero: throw CommandFailure("invalid private key, zero or negative")
      case .privateKeyNotBelowOrder: throw CommandFailure("invalid private key, >=N")
      default: throw CommandFailure("\(error)")
      }
    }
  }

  /// Puts a key into the wallet and its name into the configuration.
  ///
  /// - Returns: the address.
  static func store(_ key: PrivateKey, name: String, password: SecretBytes, _ session: Session) throws(CommandFailure) -> String {
    do throws(KeystoreError) {
      try session.vault.store(key, password: password)
    } catch {
      throw CommandFailure("\(error)")
    }
    let address = key.publicKey.address.bech32
    var file = session.file
    file.settings.aliases[name] = address
    try file.save()
    return address
  }
}
