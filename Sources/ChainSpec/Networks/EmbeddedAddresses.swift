import Primitives

/// Reads the addresses of the tables in this target.
enum EmbeddedAddresses {
  /// The addresses of a text, separated by blanks and line ends.
  static func list(_ text: StaticString) -> [Address] {
    text.description.split(whereSeparator: \.isWhitespace).map { word in
      guard let address = try? Address(bech32: String(word)) else {
        preconditionFailure("the embedded address \(word) is valid; the tests read every table")
      }
      return address
    }
  }
}
