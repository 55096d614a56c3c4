import ClientKit

/// `ioctl hdwallet export`.
enum HDWalletExportCommand {
  static let command = Command(
    use: "export", summary: "Export hdwallet mnemonic using password", words: .exactly(0), flags: [Session.passwordFlag], action: run)

  private static func run(_ session: Session) async throws {
    let words = try HDWalletGroup.open(session).text.withBytes { String(decoding: $0, as: UTF8.self) }
    session.result("Mnemonic phrase: \(words)", ["mnemonic": .string(words)])
  }
}
