import ChainSpec
import Primitives

/// A value of the configuration, of the kind that its key takes.
enum ConfigurationValue: Sendable, Hashable {
  case boolean(Bool)
  case integer(Int64)
  case text(String)
  /// In nanoseconds.
  case duration(Int64)
  /// In Rau.
  case amount(U256)
  case list([String])
  /// Keys that nothing here reads, as they were given; nil if none were.
  case tree(YAMLValue?)

  /// The value as YAML on one line, as a configuration file has it: with `$$` for a dollar sign.
  var yaml: String {
    switch self {
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .text(let value): Self.quoted(value)
    case .duration(let value): GoDuration.text(nanoseconds: value)
    case .amount(let value): "\"\(value.decimal)\""
    case .list(let values): "[\(values.map(Self.quoted).joined(separator: ", "))]"
    case .tree: "{}"
    }
  }

  private static func quoted(_ text: String) -> String {
    YAMLText.quoted(text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$"))
  }

  /// Whether there is nothing to hide.
  var isEmpty: Bool {
    switch self {
    case .text(let value): value.isEmpty
    case .list(let values): values.isEmpty
    default: false
    }
  }
}
