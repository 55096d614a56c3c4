/// The curves that secio agrees keys on.
public enum SecioExchange: String, Sendable, Hashable, CaseIterable {
  /// NIST P-256.
  case p256 = "P-256"
  /// NIST P-384.
  case p384 = "P-384"
  /// NIST P-521.
  case p521 = "P-521"
}
