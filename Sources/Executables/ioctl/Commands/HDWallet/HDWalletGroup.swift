import ChainCrypto
import ClientKit

/// `ioctl hdwallet`.
enum HDWalletGroup {
  static let command = Command(
    use: "hdwallet", summary: "Manage hdwallets of IoTeX blockchain",
    details: "Manage the hierarchical wallet: one list of words from which all keys come (BIP-39, BIP-32, m/44'/304').",
    commands: [
      HDWalletCreateCommand.command, HDWalletDeleteCommand.command, HDWalletDeriveCommand.command, HDWalletExportCommand.command,
      HDWalletImportCommand.command,
    ])

  /// The file of the words, in the wallet's folder.
  static func file(_ session: Session) -> MnemonicFile { MnemonicFile(path: session.settings.wallet + "/hdwallet") }

  /// Checks that there are no words yet.
  static func checkAbsent(_ session: Session) throws(CommandFailure) {
    guard !file(session).exists else { throw CommandFailure("there is a hierarchical wallet already: `ioctl hdwallet delete` first") }
  }

  /// Opens the words.
  static func open(_ session: Session) throws -> Mnemonic {
    guard file(session).exists else { throw CommandFailure("there is no hierarchical wallet: `ioctl hdwallet create` or `import` first") }
    return try file(session).open(password: session.password("Enter password of the hierarchical wallet:"))
  }
}
