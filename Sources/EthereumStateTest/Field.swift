import Primitives

/// Reads the hexadecimal texts of test files.
enum Field {
  /// A number of up to 256 bits.
  static func number(_ text: String) throws(StateTestError) -> U256 {
    if text.isEmpty || text == "0x" { return .zero }
    guard let value = U256(hex: text) else { throw StateTestError(text: "the number \(text)") }
    return value
  }

  /// A number that may be absent.
  static func optional(_ text: String?) throws(StateTestError) -> U256? {
    guard let text else { return nil }
    return try number(text)
  }

  /// A number of up to 64 bits.
  static func word(_ text: String) throws(StateTestError) -> UInt64 {
    guard let value = try number(text).asUInt64 else { throw StateTestError(text: "the number \(text)") }
    return value
  }

  /// Any bytes.
  static func bytes(_ text: String) throws(StateTestError) -> [UInt8] {
    do {
      return try Hex.decode(text, prefix: .optional)
    } catch {
      throw StateTestError(text: "the bytes \(text.prefix(40))")
    }
  }

  /// 20 bytes.
  static func address(_ text: String) throws(StateTestError) -> Address {
    guard let hash = Hash160(hex: text) else { throw StateTestError(text: "the address \(text)") }
    return Address(hash)
  }

  /// 32 bytes.
  static func hash(_ text: String) throws(StateTestError) -> Hash256 {
    guard let hash = Hash256(hex: text) else { throw StateTestError(text: "the hash \(text)") }
    return hash
  }
}
