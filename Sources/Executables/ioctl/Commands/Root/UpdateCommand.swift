/// `ioctl update`.
enum UpdateCommand {
  static let command = Command(
    use: "update [-t version-type]", summary: "Update ioctl with latest version", words: .exactly(0),
    flags: [Flag("version-type", "t", standard: "stable", "set version type, \"stable\" or \"unstable\"")], action: run)

  private static func run(_ session: Session) async throws {
    let kind = session.flags.text("version-type")
    guard kind == "stable" || kind == "unstable" else { throw CommandFailure("invalid flag \(kind)") }
    // The original pipes a script from the network into a shell and calls that an update even when it fails.
    throw CommandFailure(
      "ioctl does not replace itself",
      hint: "Build the \(kind) version from its sources: git pull, then swift build -c release --product ioctl.")
  }
}
