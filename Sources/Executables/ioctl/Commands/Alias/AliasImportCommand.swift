import ClientKit
import Primitives
import Yams

/// `ioctl alias import`.
enum AliasImportCommand {
  static let command = Command(
    use: "import 'DATA'", summary: "Import aliases", words: .exactly(1),
    flags: [
      Flag("format", "f", standard: "json", "set format: json/yaml"),
      Flag("force-import", "F", .truth, "cover existed aliases forcely"),
    ], action: run)

  private struct Alias {
    let name: String
    let address: String
  }

  private static func run(_ session: Session) async throws {
    let aliases: [Alias]
    switch session.flags.text("format") {
    case "json": aliases = try json(session.word(0))
    case "yaml": aliases = try yaml(session.word(0))
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

  private static func json(_ text: String) throws(CommandFailure) -> [Alias] {
    let root: JSONValue
    do throws(JSONError) { root = try JSONParser.parse(text) } catch { throw CommandFailure(error.description) }
    switch root {
    case .object, .null: break
    case .array: throw CommandFailure("json: cannot unmarshal array into Go value of type alias.aliases")
    case .string: throw CommandFailure("json: cannot unmarshal string into Go value of type alias.aliases")
    case .number: throw CommandFailure("json: cannot unmarshal number into Go value of type alias.aliases")
    case .bool: throw CommandFailure("json: cannot unmarshal bool into Go value of type alias.aliases")
    }
    guard let list = root["aliases"], list != .null else { return [] }
    guard let elements = list.elements else { throw CommandFailure("aliases is no list") }
    return elements.map { Alias(name: $0["name"]?.text ?? "", address: $0["address"]?.text ?? "") }
  }

  private static func yaml(_ text: String) throws(CommandFailure) -> [Alias] {
    let root: Node?
    do { root = try compose(yaml: text) } catch {
      throw CommandFailure(SettingsCodec.problem(error))
    }
    guard let root else { return [] }
    guard let mapping = root.mapping else { throw CommandFailure("yaml: the text holds no list named aliases") }
    guard let list = mapping["aliases"] else { return [] }
    guard let sequence = list.sequence else { throw CommandFailure("yaml: aliases is no list") }
    return sequence.map { node in
      Alias(name: node.mapping?["name"]?.scalar?.string ?? "", address: node.mapping?["address"]?.scalar?.string ?? "")
    }
  }
}
