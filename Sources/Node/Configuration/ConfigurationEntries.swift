import ChainSpec
import Primitives

/// The value of every key, and where each comes from.
struct ConfigurationEntries: Sendable, Hashable {
  /// A value and its origin.
  struct Entry: Sendable, Hashable {
    var value: ConfigurationValue
    var origin: ConfigurationOrigin
  }

  private var entries: [String: Entry] = ConfigurationKeys.byPath.mapValues { Entry(value: $0.builtIn, origin: .builtIn) }

  /// The entry of a key that exists.
  subscript(path: String) -> Entry {
    get {
      guard let entry = entries[path] else { preconditionFailure("\(path) is a key; the tests build every setting from the tables") }
      return entry
    }
    set { entries[path] = newValue }
  }

  /// Where a key's value comes from.
  func origin(_ path: String) -> ConfigurationOrigin { self[path].origin }

  func boolean(_ path: String) -> Bool {
    guard case .boolean(let value) = self[path].value else { wrongKind(path) }
    return value
  }

  func integer<Number: FixedWidthInteger>(_ path: String) -> Number {
    guard case .integer(let value) = self[path].value, let number = Number(exactly: value) else { wrongKind(path) }
    return number
  }

  func text(_ path: String) -> String {
    guard case .text(let value) = self[path].value else { wrongKind(path) }
    return value
  }

  /// A text that is not empty.
  func optionalText(_ path: String) -> String? {
    let value = text(path)
    return value.isEmpty ? nil : value
  }

  func duration(_ path: String) -> Duration {
    guard case .duration(let value) = self[path].value else { wrongKind(path) }
    return .nanoseconds(value)
  }

  func amount(_ path: String) -> U256 {
    guard case .amount(let value) = self[path].value else { wrongKind(path) }
    return value
  }

  func list(_ path: String) -> [String] {
    guard case .list(let value) = self[path].value else { wrongKind(path) }
    return value
  }

  private func wrongKind(_ path: String) -> Never {
    preconditionFailure("\(path) has the kind and range of its table; the tests build every setting from the tables")
  }
}
