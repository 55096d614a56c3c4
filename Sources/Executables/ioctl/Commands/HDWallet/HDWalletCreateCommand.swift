import ClientKit

/// `ioctl hdwallet create`.
enum HDWalletCreateCommand {
  static let command = Command(
    use: "create", summary: "Create hdwallet", words: .exactly(0),
    flags: [Session.passwordFlag, Flag("words", nil, .number, standard: "12", "number of words: 12, 15, 18, 21 or 24")], action: run)

  private static func run(_ session: Session) async throws {
    try HDWalletGroup.checkAbsent(session)
    let mnemonic = try Mnemonic.random(wordCount: Int(clamping: session.flags.number("words")))
    let password = try session.newPassword("Set password", again: "Enter password again")
    try PrivateFile.makeFolder(session.settings.wallet)
    try HDWalletGroup.file(session).store(mnemonic, password: password)
    let words = mnemonic.text.withBytes { String(decoding: $0, as: UTF8.self) }
    session.result(
      "Mnemonic phrase: \(words)\nSave these words. They are all it takes to get the keys, for you and for everybody else.",
      ["mnemonic": .string(words)])
  }
}
