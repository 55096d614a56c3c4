import ClientKit
import Glibc

/// `ioctl manual`.
enum ManualCommand {
  static let command = Command(
    use: "manual FOLDER", summary: "Write manual pages, one for each command",
    details: "Write manual pages into a folder, one for each command: ioctl.1, ioctl-account.1 and so on.", words: .exactly(1),
    worksWithoutSettings: true, action: run)

  private static func run(_ session: Session) async throws {
    let folder = session.word(0)
    let isNew = access(folder, F_OK) != 0
    try PrivateFile.makeFolder(folder)
    // Everybody may read a manual.
    if isNew { chmod(folder, 0o755) }
    let paths = CompletionScript.paths(below: session.root)
    for path in paths {
      let file = "\(folder)/\(path.chain.map(\.name).joined(separator: "-")).1"
      try PrivateFile.write(Array(ManualPage.text(path).utf8), to: file)
      chmod(file, 0o644)
    }
    session.result("\(paths.count) pages written to \(folder)", ["pages": .integer(paths.count)])
  }
}
