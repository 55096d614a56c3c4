import ChainSpec
import Primitives

/// A key of the configuration: what it takes, what it is without being given, and whether it does anything.
struct ConfigurationKey: Sendable {
  /// What a key takes.
  enum Kind: Sendable, Hashable {
    case boolean
    case integer(ClosedRange<Int64>)
    case text
    /// A duration, at least so many nanoseconds.
    case duration(atLeast: Int64)
    case amount
    case list
    /// Any keys and values; nothing here reads them.
    case tree
  }

  /// The key's path, such as `api.gasStation.defaultGas`.
  let path: String
  let kind: Kind
  /// The value if nobody gives one.
  let builtIn: ConfigurationValue
  /// Why giving the key changes nothing; nil if it does change something.
  private(set) var lackOfEffect: String?
  /// Whether the value must not be shown.
  private(set) var isSecret = false
  /// Whether the key is this project's own, which the reference refuses.
  private(set) var isOwn = false
  /// What is in force as long as nobody gives the key, if giving the built-in value is not the same.
  private(set) var unlessGiven: String?

  private init(_ path: String, _ kind: Kind, _ builtIn: ConfigurationValue) {
    self.path = path
    self.kind = kind
    self.builtIn = builtIn
  }

  static func boolean(_ path: String, _ value: Bool) -> Self { Self(path, .boolean, .boolean(value)) }

  static func integer(_ path: String, _ value: Int64, in range: ClosedRange<Int64> = 0...Int64.max) -> Self {
    Self(path, .integer(range), .integer(value))
  }

  static func port(_ path: String, _ value: Int64) -> Self { integer(path, value, in: 0...65_535) }

  static func text(_ path: String, _ value: String) -> Self { Self(path, .text, .text(value)) }

  static func milliseconds(_ path: String, _ value: Int64, atLeast minimum: Int64 = 0) -> Self {
    Self(path, .duration(atLeast: minimum * 1_000_000), .duration(value * 1_000_000))
  }

  static func seconds(_ path: String, _ value: Int64) -> Self { milliseconds(path, value * 1000) }

  static func amount(_ path: String, _ value: U256) -> Self { Self(path, .amount, .amount(value)) }

  static func list(_ path: String, _ value: [String] = []) -> Self { Self(path, .list, .list(value)) }

  static func tree(_ path: String) -> Self { Self(path, .tree, .tree(nil)) }

  /// The same key, hidden.
  var secret: Self {
    var key = self
    key.isSecret = true
    return key
  }

  /// The same key, this project's own.
  var own: Self {
    var key = self
    key.isOwn = true
    return key
  }

  /// The same key; as long as nobody gives it, something else is in force than the built-in value.
  func unlessGiven(_ meaning: String) -> Self {
    var key = self
    key.unlessGiven = meaning
    return key
  }

  /// The same key, accepted because the reference has it, but of no effect.
  func without(effect reason: String) -> Self {
    var key = self
    key.lackOfEffect = reason
    return key
  }

  /// The environment variable that overrides the key.
  var environmentName: String { EnvironmentName.of(path) }

  /// Reads a value of a file.
  func decode(_ value: YAMLValue) throws(YAMLProblem) -> ConfigurationValue {
    if case .tree = kind { return .tree(value.content == .null || value.content == .mapping([]) ? nil : value) }
    if case .null = value.content {
      switch kind {
      case .text: return .text("")
      case .list: return .list([])
      default:
        throw YAMLProblem(.missingValue, key: path, at: value.place, "the key has no value", remedy: "give it one, or remove the line")
      }
    }
    switch kind {
    case .boolean: return .boolean(try value.boolean(at: path))
    case .integer(let range):
      let number = try value.integer(Int64.self, at: path)
      guard range.contains(number) else {
        throw outOfRange("\(number)", "from \(range.lowerBound) to \(range.upperBound)", at: value.place)
      }
      return .integer(number)
    case .text: return .text(try value.text(at: path))
    case .duration(let minimum):
      let nanoseconds = try value.duration(at: path)
      guard nanoseconds >= minimum else {
        throw outOfRange(GoDuration.text(nanoseconds: nanoseconds), "of at least \(GoDuration.text(nanoseconds: minimum))", at: value.place)
      }
      return .duration(nanoseconds)
    case .amount: return .amount(try value.amount(at: path))
    case .list: return .list(try value.list(at: path) { element, path throws(YAMLProblem) in try element.text(at: path) })
    case .tree: return .tree(nil)
    }
  }

  /// Reads a value of the environment or of the command line.
  func decode(_ text: String) throws(YAMLProblem) -> ConfigurationValue {
    let place = YAMLPlace(line: 1)
    switch kind {
    case .text: return .text(text)
    case .list:
      let parts = text.split(separator: ",").map { $0.trimmed }
      return .list(parts.filter { !$0.isEmpty })
    case .amount: return try decode(YAMLValue(.text(text), at: place))
    case .tree:
      throw YAMLProblem(.unsupported, key: path, "a group of keys cannot be given here", remedy: "give it in a file")
    default: return try decode(YAMLValue(YAMLValue.resolving(plain: text.trimmed), at: place))
    }
  }

  private func outOfRange(_ value: String, _ range: String, at place: YAMLPlace) -> YAMLProblem {
    YAMLProblem(.invalidValue, key: path, at: place, "\(value) is out of range", remedy: "write a value \(range)")
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }
}
