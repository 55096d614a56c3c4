import ClientKit

/// `ioctl hdwallet import`.
enum HDWalletImportCommand {
  static let command = Command(
    use: "import", summary: "Import hdwallet using mnemonic", words: .exactly(0),
    flags: [Session.passwordFlag, Flag("mnemonic", nil, .text, "`source` of the words: env:NAME, file:PATH, fd:N or stdin")], action: run)

  private static func run(_ session: Session) async throws {
    try HDWalletGroup.checkAbsent(session)
    let source = session.flags.text("mnemonic")
    let text =
      source.isEmpty ? try session.ask("Enter mnemonic words, which will not be exposed on the screen:") : try PasswordSource(source).read()
    let mnemonic = try Mnemonic(text)
    let password = try session.newPassword("Set password", again: "Enter password again")
    try PrivateFile.makeFolder(session.settings.wallet)
    try HDWalletGroup.file(session).store(mnemonic, password: password)
    session.result("hdwallet is imported", ["imported": true])
  }
}
