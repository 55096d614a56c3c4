internal import Crypto

/// secio, the reference's handshake: proposals, signed ephemeral keys, and the other side's nonce encrypted. Both sides do
/// the same and nobody waits for the other's message of the same step.
///
/// Source: the reference's go-libp2p-secio; the notes beside the recorded handshakes.
public struct SecioHandshake: SecureHandshake {
  /// The longest handshake message, in bytes. The reference's have about 120; keys may be longer than its own.
  public static let longestMessage = 8_192

  /// What tests give instead of random numbers.
  struct Secrets: Sendable {
    /// This side's nonce, 16 bytes.
    var nonce: [UInt8]
    /// The key pair for the curve that is agreed on.
    var ephemeralKey: @Sendable (SecioExchange) -> SecioEphemeralKey?
  }

  /// What came out of the exchange of proposals.
  struct Agreement: Sendable {
    /// Who the other side says it is.
    let remoteKey: PublicNodeKey
    /// Its proposal, as it came.
    let remoteProposal: [UInt8]
    /// Its nonce.
    let remoteNonce: [UInt8]
    /// Whether this side's preferences count, and it writes with the first keys.
    let isOwnFirst: Bool
    /// What both will use.
    let suite: SecioSuite
    /// This side's key pair.
    let ephemeralKey: SecioEphemeralKey
  }

  private enum State: Sendable {
    case created
    case awaitingProposal
    case awaitingExchange(Agreement)
    case awaitingNonce(PublicNodeKey, SecioSession)
    case ended
  }

  private let key: NodeKey
  private let expected: PeerID?
  private let preferences: SecioPreferences
  private let secrets: Secrets
  private let proposal: [UInt8]
  private var state = State.created
  private var buffer: [UInt8] = []

  /// A handshake with fresh random numbers.
  ///
  /// - Parameters:
  ///   - key: This node's identity.
  ///   - expected: The only peer that will do, or nil if anybody may be at the other end.
  ///   - preferences: What is offered.
  public init(key: NodeKey, expected: PeerID?, preferences: SecioPreferences = .reference) {
    var generator = SystemRandomNumberGenerator()
    let nonce = (0..<SecioProposal.nonceByteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    self.init(
      key: key, expected: expected, preferences: preferences, secrets: Secrets(nonce: nonce, ephemeralKey: { SecioEphemeralKey($0) }))
  }

  /// A handshake with given random numbers, for tests.
  init(key: NodeKey, expected: PeerID?, preferences: SecioPreferences, secrets: Secrets) {
    self.key = key
    self.expected = expected
    self.preferences = preferences
    self.secrets = secrets
    proposal = SecioProposal(nonce: secrets.nonce, publicKey: key.publicKey.protobuf, preferences: preferences).encoded
  }

  /// The proposal.
  public mutating func start() throws(HandshakeError) -> [UInt8] {
    guard case .created = state else { throw .outOfOrder }
    state = .awaitingProposal
    return Self.frame(proposal)
  }

  /// Takes bytes from the connection.
  ///
  /// - Throws: `HandshakeError`.
  public mutating func receive(_ bytes: [UInt8]) throws(HandshakeError) -> HandshakeStep {
    switch state {
    case .created, .ended: throw .outOfOrder
    default: break
    }
    var step = HandshakeStep()
    buffer += bytes
    while step.finished == nil, let message = try nextMessage() {
      let current = state
      state = .ended
      switch current {
      case .awaitingProposal:
        let agreement = try agree(message)
        step.send += Self.frame(exchange(agreement))
        state = .awaitingExchange(agreement)
      case .awaitingExchange(let agreement):
        var session = try session(agreement, exchange: message)
        do throws(SecureChannelError) {
          try session.seal(agreement.remoteNonce, into: &step.send)
        } catch {
          throw .authenticationFailed
        }
        state = .awaitingNonce(agreement.remoteKey, session)
      case .awaitingNonce(let remoteKey, var session):
        try checkNonce(message, &session)
        step.finished = EstablishedSecurity(remotePeer: remoteKey.peerID, remoteKey: remoteKey, session: session, unread: buffer)
        buffer = []
      case .created, .ended: throw .outOfOrder
      }
    }
    return step
  }

  /// Who the other side says it is, and what both will use.
  func agree(_ message: [UInt8]) throws(HandshakeError) -> Agreement {
    let remote = try SecioProposal(decoding: message)
    let remoteKey: PublicNodeKey
    do throws(IdentityError) {
      remoteKey = try PublicNodeKey(protobuf: remote.publicKey)
    } catch {
      throw .invalidIdentityKey(error)
    }
    if let expected, !expected.matches(remoteKey) { throw .wrongPeer(expected: expected, actual: remoteKey.peerID) }
    let (own, other) = orderHashes(remote)
    // Equal only if key and nonce are: the reference's check, which a reflected connection meets.
    guard own != other, remoteKey != key.publicKey else { throw .talkingToSelf }
    let isOwnFirst = other.lexicographicallyPrecedes(own)
    guard let suite = SecioSuite(own: preferences, proposal: remote, isOwnFirst: isOwnFirst) else { throw .nothingInCommon }
    guard let ephemeralKey = secrets.ephemeralKey(suite.exchange) else { throw .invalidEphemeralKey }
    return Agreement(
      remoteKey: remoteKey, remoteProposal: message, remoteNonce: remote.nonce, isOwnFirst: isOwnFirst, suite: suite,
      ephemeralKey: ephemeralKey)
  }

  /// The two hashes whose order decides whose preferences count: this side's do if the first is greater.
  func orderHashes(_ remote: SecioProposal) -> ([UInt8], [UInt8]) {
    (
      [UInt8](SHA256.hash(data: remote.publicKey + secrets.nonce)),
      [UInt8](SHA256.hash(data: key.publicKey.protobuf + remote.nonce))
    )
  }

  /// The second message.
  func exchange(_ agreement: Agreement) -> [UInt8] {
    let ephemeralKey = agreement.ephemeralKey.publicKey
    let signature = key.sign(proposal + agreement.remoteProposal + ephemeralKey)
    return SecioExchangeMessage(ephemeralKey: ephemeralKey, signature: signature).encoded
  }

  /// The channel, if the other side's second message is proven.
  private func session(_ agreement: Agreement, exchange message: [UInt8]) throws(HandshakeError) -> SecioSession {
    let message = try SecioExchangeMessage(decoding: message)
    guard agreement.remoteKey.verify(agreement.remoteProposal + proposal + message.ephemeralKey, signature: message.signature)
    else { throw .badSignature }
    guard let secret = agreement.ephemeralKey.sharedSecret(with: message.ephemeralKey) else { throw .invalidEphemeralKey }
    let (first, second) = SecioKeys.stretch(secret: secret, suite: agreement.suite)
    let session = SecioSession(
      suite: agreement.suite, sending: agreement.isOwnFirst ? first : second, receiving: agreement.isOwnFirst ? second : first)
    guard let session else { throw .invalidEphemeralKey }
    return session
  }

  /// Whether the other side sent back this side's nonce, encrypted.
  private func checkNonce(_ message: [UInt8], _ session: inout SecioSession) throws(HandshakeError) {
    let plaintext: [UInt8]
    do throws(SecureChannelError) {
      plaintext = try session.open(Self.frame(message))
    } catch {
      throw .authenticationFailed
    }
    guard plaintext == secrets.nonce else { throw .authenticationFailed }
  }

  /// A complete message without its length.
  private mutating func nextMessage() throws(HandshakeError) -> [UInt8]? {
    guard buffer.count >= 4 else { return nil }
    let length = buffer[..<4].reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.longestMessage else {
      state = .ended
      throw .messageTooLong(length)
    }
    guard buffer.count >= 4 + length else { return nil }
    defer { buffer.removeFirst(4 + length) }
    return [UInt8](buffer[4..<4 + length])
  }

  private static func frame(_ message: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: message.count).bigEndian) { [UInt8]($0) } + message
  }
}
