/// Why values and a contract's interface do not fit together.
public enum ABIError: Error, Hashable, Sendable {
  /// A type that the interface does not have.
  case unknownType(String)
  /// The interface's text is malformed; the value says where.
  case malformedInterface(String)
  /// A value does not fit its type.
  case mismatch(value: String, type: String)
  /// Another number of values than parameters: given, wanted.
  case count(given: Int, wanted: Int)
  /// Bytes that end too early, or point outside themselves.
  case truncated
  /// Bytes that hold what no encoder writes, or too much.
  case malformedData(String)
  /// A function, event or constructor that the interface does not have.
  case noSuchEntry(String)
}

extension ABIError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .unknownType(let name): "unknown type \(name)"
    case .malformedInterface(let what): "malformed ABI: \(what)"
    case .mismatch(let value, let type): "\(value) is no \(type)"
    case .count(let given, let wanted): "\(given) arguments given, \(wanted) wanted"
    case .truncated: "the data end too early"
    case .malformedData(let what): "malformed data: \(what)"
    case .noSuchEntry(let name): "the ABI has no \(name)"
    }
  }
}
