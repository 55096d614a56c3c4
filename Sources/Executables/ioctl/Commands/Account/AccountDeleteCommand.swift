import ClientKit

/// `ioctl account delete`.
enum AccountDeleteCommand {
  static let command = Command(
    use: "delete (ALIAS|ADDRESS)", summary: "Delete an IoTeX account/address from wallet/config", words: .exactly(1), action: run)

  private static func run(_ session: Session) async throws {
    let address = try session.address(of: session.word(0))
    guard let entry = session.vault.entry(of: try session.parsedAddress(of: address)) else {
      throw CommandFailure("account #\(address) not found")
    }
    session.say(
      "** This is an irreversible action!\nOnce an account is deleted, all the assets under this account may be lost!\n"
        + "Type 'YES' to continue, quit for anything else.")
    guard try session.confirm() else { return session.result("Quit", ["deleted": false]) }
    let password = try session.ask("Enter password #\(address):")
    try session.vault.delete(entry, password: password)
    session.result("Account #\(address) has been deleted.", ["deleted": true, "address": .string(address)])
    if let name = session.settings.alias(of: address) {
      session.note("\(name) still names this address; `ioctl alias remove \(name)` forgets it.")
    }
  }
}
