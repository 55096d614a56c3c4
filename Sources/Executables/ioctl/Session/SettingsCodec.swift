import ClientKit
import Yams

/// The configuration file's YAML, laid out as Go's yaml.v2 does, so that the original sees its own file.
enum SettingsCodec {
  /// What a file says.
  static func decode(_ content: [UInt8], path: String) throws(CommandFailure) -> Settings {
    guard let text = String(validating: content, as: UTF8.self) else { throw CommandFailure("\(path) is not UTF-8") }
    let root: Node?
    do {
      root = try compose(yaml: text)
    } catch {
      throw CommandFailure("\(path): \(problem(error))")
    }
    var settings = Settings()
    guard let root, !isNull(root) else { return settings }
    guard case .mapping(let mapping) = root else { throw CommandFailure("\(path) holds no keys and values") }
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      switch name {
      case "wallet": settings.wallet = try plainText(value, name, path)
      case "endpoint": settings.endpoint = try plainText(value, name, path)
      case "secureConnect": settings.isSecure = try truth(value, name, path)
      case "aliases": settings.aliases = try aliases(value, path)
      default:
        let line = (try? serialize(node: Node.mapping(.init([(key, value)])), allowUnicode: true)) ?? ""
        settings.unknown.append(.init(yaml: line))
      }
    }
    return settings
  }

  /// What is wrong with a text, in one line.
  static func problem(_ error: any Error) -> String {
    guard let error = error as? YamlError else { return "\(error)" }
    switch error {
    case .scanner(_, let problem, let mark, _): return "yaml: \(place(mark.line, from: 1))\(problem)"
    case .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      return "yaml: \(place(mark.line, from: 0))\(problem)"
    default: return "\(error)".split(separator: "\n").first.map(String.init) ?? "it is no YAML"
    }
  }

  /// Where something is wrong. Go's yaml.v2 counts lines from 0 in some messages, and says nothing of the first one.
  private static func place(_ line: Int, from start: Int) -> String { line > 1 ? "line \(line - 1 + start): " : "" }

  /// Whether a node is YAML's null.
  static func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  private static func plainText(_ node: Node, _ name: String, _ path: String) throws(CommandFailure) -> String {
    guard let scalar = node.scalar else { throw CommandFailure("\(path): \(name) is no text") }
    return isNull(node) ? "" : scalar.string
  }

  private static func truth(_ node: Node, _ name: String, _ path: String) throws(CommandFailure) -> Bool {
    guard let scalar = node.scalar else { throw CommandFailure("\(path): \(name) is neither true nor false") }
    if isNull(node) { return false }
    switch scalar.string.lowercased() {
    case "true", "yes", "on", "y": return true
    case "false", "no", "off", "n": return false
    default: throw CommandFailure("\(path): \(name) is neither true nor false, but \(scalar.string)")
    }
  }

  private static func aliases(_ node: Node, _ path: String) throws(CommandFailure) -> [String: String] {
    if isNull(node) { return [:] }
    guard case .mapping(let mapping) = node else { throw CommandFailure("\(path): aliases are no names and addresses") }
    var aliases: [String: String] = [:]
    for (key, value) in mapping { aliases[try plainText(key, "an alias", path)] = try plainText(value, "an alias", path) }
    return aliases
  }

  /// The file of settings.
  static func encode(_ settings: Settings) -> String {
    let names = GoKeyOrder.sorted(Array(settings.aliases.keys))
    let aliases = names.map { (scalar($0), scalar(settings.aliases[$0] ?? "")) }
    let style: Node.Mapping.Style = aliases.isEmpty ? .flow : .block
    let root = Node.mapping(
      .init([
        (scalar("wallet"), scalar(settings.wallet)), (scalar("endpoint"), scalar(settings.endpoint)),
        (scalar("secureConnect"), Node.scalar(.init(settings.isSecure ? "true" : "false", .implicit, .plain))),
        (scalar("aliases"), Node.mapping(.init(aliases, .implicit, style))),
      ]))
    let known = (try? serialize(node: root, allowUnicode: true)) ?? ""
    return known + settings.unknown.map(\.yaml).joined()
  }

  /// A text in the style that yaml.v2 chooses.
  static func scalar(_ text: String) -> Node {
    let style: Node.Scalar.Style = text.contains("\n") ? .literal : GoScalars.isPlainText(text) ? .plain : .doubleQuoted
    return Node.scalar(.init(text, .implicit, style))
  }
}
