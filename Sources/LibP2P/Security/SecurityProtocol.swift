/// The protocols that protect a connection.
public enum SecurityProtocol: Sendable, Hashable, CaseIterable {
  /// Noise XX with X25519, ChaCha20-Poly1305 and SHA-256: what libp2p speaks today.
  case noise
  /// secio: what the reference v0.5.0 speaks.
  case secio

  /// What names it in the negotiation on a fresh connection.
  public var protocolID: String {
    switch self {
    case .noise: "/noise"
    case .secio: "/secio/1.0.0"
    }
  }

  /// The protocol of a name.
  public init?(protocolID: String) {
    guard let match = Self.allCases.first(where: { $0.protocolID == protocolID }) else { return nil }
    self = match
  }

  /// A new handshake with fresh random keys.
  ///
  /// - Parameters:
  ///   - role: Whether this side opened the connection.
  ///   - key: This node's identity.
  ///   - expected: The only peer that will do, or nil if anybody may be at the other end.
  public func handshake(role: Role, key: NodeKey, expected: PeerID?) -> any SecureHandshake {
    switch self {
    case .noise: NoiseHandshake(role: role, key: key, expected: expected)
    case .secio: SecioHandshake(key: key, expected: expected)
    }
  }
}
