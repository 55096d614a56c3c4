internal import APICore
internal import Primitives

/// Hashes and addresses as clients of v0.5.0 write them.
enum RequestText {
  /// A hash: hex digits of either case without prefix.
  ///
  /// A short text is filled with zeros at the end, a long one is cut (`toHash256` in `api/api.go`), as clients rely on it.
  ///
  /// - Throws: `malformedHash` for an odd number of digits, or anything but digits.
  static func hash(_ text: String, field: String) throws(APIError) -> Hash256 {
    let bytes: [UInt8]
    do {
      bytes = try Hex.decode(text)
    } catch {
      throw malformedHash(field)
    }
    // Hex.decode accepts a prefix; hashes have none here.
    guard bytes.count * 2 == text.utf8.count else { throw malformedHash(field) }
    let padded = Array(bytes.prefix(32)) + [UInt8](repeating: 0, count: max(0, 32 - bytes.count))
    return Hash256(padded) ?? .zero
  }

  /// An address: io1…, all in lower or all in upper case. Nil for anything else, 0x… too.
  static func address(_ text: String) -> Address? { try? Address(bech32: text) }

  /// The address of an account.
  ///
  /// - Throws: `unknownAccount` for what is no address, because clients of v0.5.0 expect NOT_FOUND.
  static func account(_ text: String) throws(APIError) -> Address {
    guard let address = address(text) else {
      throw APIError(.unknownAccount, "there is no account \"\(text.prefix(80))\": an address begins with io1 and has 41 characters")
    }
    return address
  }

  private static func malformedHash(_ field: String) -> APIError {
    APIError(.malformedHash, "\(field) is not a hash of 64 hex digits without prefix", details: ["field": field])
  }
}
