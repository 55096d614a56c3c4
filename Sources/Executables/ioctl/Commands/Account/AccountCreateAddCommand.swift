import ChainCrypto
import ClientKit

/// `ioctl account createadd`.
enum AccountCreateAddCommand {
  static let command = Command(
    use: "createadd ALIAS", summary: "Create new account for ioctl", words: .exactly(1), flags: [Session.passwordFlag], action: run)

  private static func run(_ session: Session) async throws {
    let name = session.word(0)
    try AliasRules.checkFree(name, in: session.settings)
    let password = try session.newPassword("#\(name): Set password", again: "#\(name): Enter password again")
    let key = PrivateKey.random()
    let address = try AccountImportCommand.store(key, name: name, password: password, session)
    session.result(
      "New account \"\(name)\" is created.\nPlease Keep your password, or your will lose your private key.",
      ["alias": .string(name), "address": .string(address)])
  }
}
