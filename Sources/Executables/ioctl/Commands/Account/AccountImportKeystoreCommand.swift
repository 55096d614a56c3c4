import ChainCrypto
import ClientKit

/// `ioctl account import keystore`.
enum AccountImportKeystoreCommand {
  static let command = Command(
    use: "keystore ALIAS FILE", summary: "Import a key file of go-ethereum's kind", words: .exactly(2),
    flags: [Session.passwordFlag], action: run)

  private static func run(_ session: Session) async throws {
    let name = session.word(0)
    try AliasRules.checkFree(name, in: session.settings)
    let path = session.word(1)
    let file = try KeystoreFile(json: PrivateFile.read(path, limit: KeystoreFile.maximumByteCount))
    let password = try session.password("Enter password of \(path):")
    let address = try AccountImportCommand.store(try file.unlock(with: password), name: name, password: password, session)
    session.result(
      "New account #\(name) is imported. Keep your password, or you will lose your private key.",
      ["alias": .string(name), "address": .string(address)])
  }
}
