import Primitives

/// What names may be.
enum AliasRules {
  /// Checks a name's length, which is counted in bytes.
  static func check(_ name: String) throws(CommandFailure) {
    guard name.utf8.count <= 40 else { throw CommandFailure("invalid long alias that is more than 40 characters") }
  }

  /// Checks that a name is short enough and stands for nothing yet.
  static func checkFree(_ name: String, in settings: Settings) throws(CommandFailure) {
    try check(name)
    if let address = settings.aliases[name] { throw CommandFailure("alias \"\(name)\" has already used for \(address)") }
  }

  /// Checks an address.
  static func checkAddress(_ address: String) throws(CommandFailure) {
    guard (try? Address(bech32: address)) != nil else { throw CommandFailure("invalid IoTeX address") }
  }
}
