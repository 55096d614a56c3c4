import ClientKit

/// `ioctl config dump`.
enum ConfigDumpCommand {
  static let command = Command(use: "dump", summary: "Print the whole configuration", words: .exactly(0), action: run)

  private static func run(_ session: Session) async throws {
    let settings = session.settings
    let aliases = settings.aliasNames.map { JSONValue.Member($0, .string(settings.aliases[$0] ?? "")) }
    var text = SettingsCodec.encode(settings)
    text.removeLast()
    session.result(
      text,
      [
        "wallet": .string(settings.wallet), "endpoint": .string(settings.endpoint), "secureConnect": .bool(settings.isSecure),
        "aliases": .object(aliases),
      ])
  }
}
