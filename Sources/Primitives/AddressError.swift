/// Why text is not an address.
public enum AddressError: Error, Hashable, Sendable {
  /// It is not valid bech32.
  case bech32(Bech32Error)
  /// It is bech32 of another network or purpose; the value is the human-readable part found.
  case prefix(String)
  /// It begins with `0x` and is not valid hexadecimal.
  case hexadecimal(HexError)
  /// It does not stand for 20 bytes; the value is the number found.
  case byteCount(Int)
}

extension AddressError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .bech32(let error): "not an address: \(error)"
    case .prefix(let found): "not an address of this network: it begins with \(found)1, not \(Address.prefix)1"
    case .hexadecimal(let error): "not an address: \(error)"
    case .byteCount(let count): "an address has 20 bytes, not \(count)"
    }
  }
}
