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
