/// What the two sides agreed on.
struct SecioSuite: Sendable, Hashable {
  /// The curve.
  var exchange: SecioExchange
  /// The cipher, for both directions.
  var cipher: SecioCipher
  /// The hash, for both directions.
  var hash: SecioHash

  /// The first of the winner's choices that the loser has too, for each of the three; nil if there is none for one.
  ///
  /// - Parameters:
  ///   - own: What this node offers.
  ///   - proposal: What the other side offers.
  ///   - isOwnFirst: Whether this node's order counts.
  init?(own: SecioPreferences, proposal: SecioProposal, isOwnFirst: Bool) {
    guard let exchange = Self.select(own.exchanges, proposal.exchanges, isOwnFirst),
      let cipher = Self.select(own.ciphers, proposal.ciphers, isOwnFirst),
      let hash = Self.select(own.hashes, proposal.hashes, isOwnFirst)
    else { return nil }
    self.exchange = exchange
    self.cipher = cipher
    self.hash = hash
  }

  private static func select<Choice: RawRepresentable<String>>(_ own: [Choice], _ remote: String, _ isOwnFirst: Bool) -> Choice? {
    let remote = remote.split(separator: ",").map(String.init)
    if isOwnFirst { return own.first { remote.contains($0.rawValue) } }
    for name in remote {
      if let choice = own.first(where: { $0.rawValue == name }) { return choice }
    }
    return nil
  }
}
