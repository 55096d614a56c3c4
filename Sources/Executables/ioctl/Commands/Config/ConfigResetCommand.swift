import ClientKit
import Glibc

/// `ioctl config reset`.
enum ConfigResetCommand {
  static let command = Command(
    use: "reset", summary: "Reset the configuration to its standard values",
    details: "Reset the configuration to its standard values. The old file is kept as config.default.old; key files stay.",
    words: .exactly(0), worksWithoutSettings: true, action: run)

  private static func run(_ session: Session) async throws {
    let file = SettingsFile.standard()
    try PrivateFile.makeFolder(file.folder)
    if let old = try? PrivateFile.read(file.path) { try PrivateFile.write(old, to: file.path + ".old") }
    try file.save()
    session.result("Config set to default values", ["reset": true])
  }
}
