import ClientKit
import Yams

/// Names and addresses in a text that `ioctl alias import` is given.
///
/// What is wrong with the text is said in the words of Go's `encoding/json` and of yaml.v2, which scripts see with the original.
struct AliasList: Sendable {
  /// A name and its address.
  struct Entry: Sendable {
    let name: String
    let address: String
  }

  /// In the text's order.
  let entries: [Entry]

  /// Reads `{"aliases":[{"name":…,"address":…},…]}`.
  init(json text: String) throws(CommandFailure) {
    let root: JSONValue
    do throws(JSONError) { root = try JSONParser.parse(text) } catch { throw CommandFailure(error.description) }
    let list = try Self.member("aliases", of: root, type: "alias.aliases", path: "") ?? .null
    guard list != .null else {
      entries = []
      return
    }
    let field = "struct field aliases.aliases of type "
    guard let elements = list.elements else { throw Self.mismatch(list, field + "[]alias.alias") }
    var entries: [Entry] = []
    for element in elements {
      let (name, address) = try (
        Self.text("name", of: element, elementField: field), Self.text("address", of: element, elementField: field)
      )
      entries.append(Entry(name: name, address: address))
    }
    self.entries = entries
  }

  /// Reads the same as YAML.
  init(yaml text: String) throws(CommandFailure) {
    let root: Node?
    do { root = try compose(yaml: text) } catch { throw CommandFailure(SettingsCodec.problem(error)) }
    guard let root, !SettingsCodec.isNull(root) else {
      entries = []
      return
    }
    guard let mapping = root.mapping else { throw Self.mismatch(root, "alias.aliases") }
    guard let list = mapping["aliases"], !SettingsCodec.isNull(list) else {
      entries = []
      return
    }
    guard let sequence = list.sequence else { throw Self.mismatch(list, "[]alias.alias") }
    var entries: [Entry] = []
    for node in sequence {
      guard !SettingsCodec.isNull(node) else {
        entries.append(Entry(name: "", address: ""))
        continue
      }
      guard let mapping = node.mapping else { throw Self.mismatch(node, "alias.alias") }
      entries.append(Entry(name: try Self.text(mapping["name"]), address: try Self.text(mapping["address"])))
    }
    self.entries = entries
  }

  /// A member by its name; if there is none, one whose name differs in case, as Go reads it.
  private static func member(
    _ name: String, of value: JSONValue, type: String, path: String
  ) throws(CommandFailure) -> JSONValue? {
    switch value {
    case .null: return nil
    case .object(let members): return value[name] ?? members.last { $0.name.lowercased() == name }?.value
    default: throw mismatch(value, path.isEmpty ? "value of type \(type)" : path + type)
    }
  }

  private static func text(_ name: String, of element: JSONValue, elementField: String) throws(CommandFailure) -> String {
    switch try member(name, of: element, type: "alias.alias", path: elementField) {
    case .string(let text)?: return text
    case nil, .null?: return ""
    case let other?: throw mismatch(other, "struct field alias.\(name) of type string")
    }
  }

  private static func mismatch(_ value: JSONValue, _ target: String) -> CommandFailure {
    let kind =
      switch value {
      case .null: "null"
      case .bool: "bool"
      case .number: "number"
      case .string: "string"
      case .array: "array"
      case .object: "object"
      }
    return CommandFailure("json: cannot unmarshal \(kind) into Go \(target)")
  }

  private static func text(_ node: Node?) throws(CommandFailure) -> String {
    guard let node, !SettingsCodec.isNull(node) else { return "" }
    guard let scalar = node.scalar else { throw mismatch(node, "string") }
    return scalar.string
  }

  private static func mismatch(_ node: Node, _ target: String) -> CommandFailure {
    let value: String
    switch node {
    case .scalar(let scalar):
      // Long values are cut, as yaml.v2 does.
      let shown = scalar.string.utf8.count > 10 ? String(decoding: scalar.string.utf8.prefix(7), as: UTF8.self) + "..." : scalar.string
      value = "!!\(node.tag.description.split(separator: ":").last ?? "str") `\(shown)`"
    case .sequence: value = "!!seq"
    default: value = "!!map"
    }
    return CommandFailure("yaml: unmarshal errors:\n  line \(node.mark?.line ?? 1): cannot unmarshal \(value) into \(target)")
  }
}
