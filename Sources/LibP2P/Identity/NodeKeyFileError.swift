internal import Glibc

/// Why a key file cannot be used.
public enum NodeKeyFileError: Error, Hashable, Sendable {
  /// The system refused; the values are the call and `errno`.
  case system(call: String, code: Int32)
  /// Others than the owner may read or write the file; the value is its mode.
  case permissions(mode: UInt32)
  /// The file does not hold a key.
  case content(IdentityError)
}

extension NodeKeyFileError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .system(let call, let code): "\(call) failed: \(String(cString: strerror(code)))"
    case .permissions(let mode): "others may read it (mode \(String(mode, radix: 8)), should be 600)"
    case .content(let reason): "it holds \(reason)"
    }
  }
}
