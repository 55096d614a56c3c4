import ClientKit

/// `ioctl hdwallet delete`.
enum HDWalletDeleteCommand {
  static let command = Command(
    use: "delete", summary: "Delete hdwallet", words: .exactly(0), flags: [Flag("assume-yes", "y", .truth, "do not ask for confirmation")],
    action: run)

  private static func run(_ session: Session) async throws {
    guard HDWalletGroup.file(session).exists else { throw CommandFailure("there is no hierarchical wallet") }
    if !session.flags.truth("assume-yes") {
      session.say(
        "** This is an irreversible action!\nOnce an hdwallet is deleted, all the assets under this hdwallet may be lost!\n"
          + "Type 'YES' to continue, quit for anything else.")
      guard try session.confirm() else { return session.result("Quit", ["deleted": false]) }
    }
    try HDWalletGroup.file(session).delete()
    session.result("hdwallet is deleted", ["deleted": true])
  }
}
