import ClientKit
import Primitives

/// `ioctl alias import`.
enum AliasImportCommand {
  static let command = Command(
    use: "import 'DATA'", summary: "Import aliases", words: .exactly(1),
    flags: [
      Flag("format", "f", standard: "json", "set format: json/yaml"),
      Flag("force-import", "F", .truth, "cover existed aliases forcely"),
    ], action: run)

  private static func run(_ session: Session) async throws {
    let aliases: [AliasList.Entry]
    switch session.flags.text("format") {
    case "json": aliases = try AliasList(json: session.word(0)).entries
    case "yaml": aliases = try AliasList(yaml: session.word(0)).entries
    case let other: throw CommandFailure("invalid flag \(other)", showsUsage: true)
    }
    for alias in aliases {
      try AliasRules.check(alias.name)
      guard (try? Address(bech32: alias.address)) != nil else {
        throw CommandFailure("invalid IoTeX address \(GoText.quoted(alias.address)) for \(GoText.quoted(alias.name)): nothing was imported")
      }
    }
    var file = session.file
    var imported = 0
    for alias in aliases {
      if !session.flags.truth("force-import"), file.settings.aliases[alias.name, default: ""] != "" {
        session.say("existed alias \(alias.name)")
        continue
      }
      file.settings.aliases[alias.name] = alias.address
      imported += 1
    }
    try file.save()
    session.result("\(imported)/\(aliases.count) aliases imported", ["imported": .integer(imported), "total": .integer(aliases.count)])
  }
}
