/// The curves that secio agrees keys on.
public enum SecioExchange: String, Sendable, Hashable, CaseIterable {
  case p256 = "P-256"
  case p384 = "P-384"
  case p521 = "P-521"
}

/// The ciphers of secio, all in counter mode.
public enum SecioCipher: String, Sendable, Hashable, CaseIterable {
  case aes256 = "AES-256"
  case aes128 = "AES-128"
  case blowfish = "Blowfish"

  /// Bytes of the key.
  var keyByteCount: Int { self == .aes128 ? 16 : 32 }
  /// Bytes of the first counter.
  var ivByteCount: Int { self == .blowfish ? Blowfish.blockByteCount : 16 }
}

/// The hashes of secio, for stretching keys and for authentication codes.
public enum SecioHash: String, Sendable, Hashable, CaseIterable {
  case sha256 = "SHA256"
  case sha512 = "SHA512"

  /// Bytes of an authentication code.
  var byteCount: Int { self == .sha256 ? 32 : 64 }
}

/// What a node offers in a secio handshake, the preferred one first.
public struct SecioPreferences: Sendable, Hashable {
  /// Curves.
  public var exchanges: [SecioExchange]
  /// Ciphers.
  public var ciphers: [SecioCipher]
  /// Hashes.
  public var hashes: [SecioHash]

  /// What the reference offers, in its order.
  public static let reference = SecioPreferences(
    exchanges: [.p256, .p384, .p521], ciphers: [.aes256, .aes128, .blowfish], hashes: [.sha256, .sha512])

  /// Preferences.
  public init(exchanges: [SecioExchange], ciphers: [SecioCipher], hashes: [SecioHash]) {
    self.exchanges = exchanges
    self.ciphers = ciphers
    self.hashes = hashes
  }
}

/// What the two sides agreed on.
struct SecioSuite: Sendable, Hashable {
  var exchange: SecioExchange
  var cipher: SecioCipher
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
