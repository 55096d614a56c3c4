import ClientKit
import Yams

/// `ioctl alias export`.
enum AliasExportCommand {
  static let command = Command(
    use: "export", summary: "Export aliases", words: .exactly(0),
    flags: [Flag("format", "f", standard: "json", "set format: json/yaml")], action: run)

  private static func run(_ session: Session) async throws {
    switch session.flags.text("format") {
    case "json": session.console.print(json(session.settings, emptyIsNull: true).compact)
    case "yaml": session.console.print(try yaml(session.settings))
    case let other: throw CommandFailure("invalid flag \(other)", showsUsage: true)
    }
  }

  /// Names and addresses, by name.
  ///
  /// - Parameter emptyIsNull: whether an empty list is `null`, as the original writes it.
  static func json(_ settings: Settings, emptyIsNull: Bool) -> JSONValue {
    let aliases = settings.aliasNames.map { name -> JSONValue in
      ["name": .string(name), "address": .string(settings.aliases[name] ?? "")]
    }
    return ["aliases": aliases.isEmpty && emptyIsNull ? .null : .array(aliases)]
  }

  private static func yaml(_ settings: Settings) throws -> String {
    let aliases = settings.aliasNames.map { name in
      Node.mapping(
        .init([
          (SettingsCodec.scalar("name"), SettingsCodec.scalar(name)),
          (SettingsCodec.scalar("address"), SettingsCodec.scalar(settings.aliases[name] ?? "")),
        ]))
    }
    let list = Node.sequence(.init(aliases, .implicit, aliases.isEmpty ? .flow : .block))
    return try serialize(node: .mapping(.init([(SettingsCodec.scalar("aliases"), list)])), allowUnicode: true)
  }
}
