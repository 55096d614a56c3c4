import ClientKit

/// `ioctl alias list`.
enum AliasListCommand {
  static let command = Command(use: "list", summary: "List aliases", words: .exactly(0), action: run)

  private static func run(_ session: Session) async throws {
    let aliases = session.settings.aliasNames.map { (name: $0, address: session.settings.aliases[$0] ?? "") }
    session.result(
      aliases.map { "\($0.address) - \($0.name)" }.joined(separator: "\n"), AliasExportCommand.json(session.settings, emptyIsNull: false))
  }
}
