internal import Crypto

/// Noise XX as libp2p speaks it: each message behind its length as 16-bit big-endian number, the second and third with the
/// identity of their sender.
///
/// Source: libp2p's Noise specification.
public struct NoiseHandshake: SecureHandshake {
  private enum State: Sendable {
    case created
    case awaitingFirst
    case awaitingSecond
    case awaitingThird
    case ended
  }

  private let identity: NodeKey
  private let expected: PeerID?
  private let payload: [UInt8]
  private var pattern: NoiseXX
  private var state = State.created
  private var buffer: [UInt8] = []

  /// A handshake with fresh random keys.
  ///
  /// - Parameters:
  ///   - role: Whether this side opened the connection.
  ///   - key: This node's identity.
  ///   - expected: The only peer that will do, or nil if anybody may be at the other end.
  public init(role: Role, key: NodeKey, expected: PeerID?) {
    self.init(
      role: role, key: key, expected: expected, staticKey: Curve25519.KeyAgreement.PrivateKey(),
      ephemeralKey: Curve25519.KeyAgreement.PrivateKey())
  }

  /// A handshake with given keys, for tests.
  init(
    role: Role, key: NodeKey, expected: PeerID?, staticKey: Curve25519.KeyAgreement.PrivateKey,
    ephemeralKey: Curve25519.KeyAgreement.PrivateKey
  ) {
    identity = key
    self.expected = expected
    payload = NoisePayload(identity: key, staticKey: [UInt8](staticKey.publicKey.rawRepresentation)).encoded
    pattern = NoiseXX(role: role, staticKey: staticKey, ephemeralKey: ephemeralKey)
  }

  /// The first message, if this side opened the connection.
  public mutating func start() throws(HandshakeError) -> [UInt8] {
    guard case .created = state else { throw .outOfOrder }
    switch pattern.role {
    case .initiator:
      state = .awaitingSecond
      return Self.frame(try pattern.writeFirst())
    case .responder:
      state = .awaitingFirst
      return []
    }
  }

  /// Takes bytes from the connection.
  ///
  /// - Throws: `HandshakeError`.
  public mutating func receive(_ bytes: [UInt8]) throws(HandshakeError) -> HandshakeStep {
    guard state != .created, state != .ended else { throw .outOfOrder }
    var step = HandshakeStep()
    buffer += bytes
    while step.finished == nil, let message = nextMessage() {
      let current = state
      state = .ended
      switch current {
      case .awaitingFirst:
        _ = try pattern.readFirst(message)
        step.send += Self.frame(try pattern.writeSecond(payload: payload))
        state = .awaitingThird
      case .awaitingSecond:
        let identity = try pattern.readSecond(message)
        let remoteKey = try verify(identity)
        step.send += Self.frame(try pattern.writeThird(payload: payload))
        step.finished = established(remoteKey)
      case .awaitingThird:
        let identity = try pattern.readThird(message)
        step.finished = established(try verify(identity))
      case .created, .ended: throw .outOfOrder
      }
    }
    return step
  }

  /// The identity behind the other side's payload, if it is proven and the expected one.
  private func verify(_ payload: [UInt8]) throws(HandshakeError) -> PublicNodeKey {
    guard let remoteStatic = pattern.remoteStatic else { throw .outOfOrder }
    let payload = try NoisePayload(decoding: payload)
    let key = try payload.verifiedKey(forStaticKey: [UInt8](remoteStatic.rawRepresentation))
    if let expected, !expected.matches(key) { throw .wrongPeer(expected: expected, actual: key.peerID) }
    guard key.peerID != identity.peerID else { throw .talkingToSelf }
    return key
  }

  private mutating func established(_ key: PublicNodeKey) -> EstablishedSecurity {
    defer { buffer = [] }
    let (sending, receiving) = pattern.ciphers()
    return EstablishedSecurity(
      remotePeer: key.peerID, remoteKey: key, session: NoiseSession(sending: sending, receiving: receiving), unread: buffer)
  }

  /// A complete message; at most 65,535 bytes by its format.
  private mutating func nextMessage() -> [UInt8]? {
    guard buffer.count >= 2 else { return nil }
    let end = 2 + (Int(buffer[0]) << 8 | Int(buffer[1]))
    guard buffer.count >= end else { return nil }
    defer { buffer.removeFirst(end) }
    return [UInt8](buffer[2..<end])
  }

  private static func frame(_ message: [UInt8]) -> [UInt8] {
    [UInt8(truncatingIfNeeded: message.count >> 8), UInt8(truncatingIfNeeded: message.count)] + message
  }
}
