/// Why text or bytes are not a multiaddr.
public enum MultiaddrError: Error, Hashable, Sendable {
  /// Text does not begin with a slash.
  case missingSlash
  /// No protocol has this name, or none that is known here.
  case unknownProtocol(String)
  /// No protocol has this number, or none that is known here.
  case unknownCode(UInt64)
  /// The protocol asks for a value and there is none.
  case missingValue(String)
  /// The value does not fit the protocol.
  case invalidValue(String, of: String)
  /// The bytes end too early, or hold a malformed number.
  case truncated
  /// The address is longer than `Multiaddr.maximumByteCount`.
  case tooLong
}

extension MultiaddrError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .missingSlash: "an address begins with a slash"
    case .unknownProtocol(let name): "no address protocol is named \(name)"
    case .unknownCode(let code): "no address protocol has number \(code)"
    case .missingValue(let name): "\(name) needs a value"
    case .invalidValue(let value, let name): "\(value) is not a value of \(name)"
    case .truncated: "the address ends too early"
    case .tooLong: "the address is too long"
    }
  }
}
