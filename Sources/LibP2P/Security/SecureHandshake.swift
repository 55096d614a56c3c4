/// How two nodes authenticate each other and agree on keys, as a machine that does no I/O.
///
/// Call `start` once and send what it gives; then hand every received chunk to `receive`, and send what the step holds, until
/// a step is finished or an error is thrown. After an error the connection must be closed. Time limits are the caller's.
public protocol SecureHandshake: Sendable {
  /// The bytes to send before anything is received; may be empty.
  mutating func start() throws(HandshakeError) -> [UInt8]

  /// Takes bytes from the connection, cut anywhere.
  mutating func receive(_ bytes: [UInt8]) throws(HandshakeError) -> HandshakeStep
}

/// What to do after received bytes.
public struct HandshakeStep: Sendable {
  /// Bytes to send; may be empty. They go out also, and first, when the step is finished.
  public var send: [UInt8]
  /// The result, once there is one.
  public var finished: EstablishedSecurity?

  /// A step.
  public init(send: [UInt8] = [], finished: EstablishedSecurity? = nil) {
    self.send = send
    self.finished = finished
  }
}

/// What a handshake ends with.
public struct EstablishedSecurity: Sendable {
  /// Who is at the other end; proven.
  public var remotePeer: PeerID
  /// The key of the other end's identity.
  public var remoteKey: PublicNodeKey
  /// What encrypts and decrypts from now on.
  public var session: any SecureSession
  /// Ciphertext that was received behind the handshake; to be given to the session's `open` first.
  public var unread: [UInt8]

  /// The result of a handshake.
  public init(remotePeer: PeerID, remoteKey: PublicNodeKey, session: any SecureSession, unread: [UInt8]) {
    self.remotePeer = remotePeer
    self.remoteKey = remoteKey
    self.session = session
    self.unread = unread
  }
}

/// Why a handshake failed. The connection must be closed.
public enum HandshakeError: Error, Hashable, Sendable {
  /// `start` or `receive` was called at the wrong time, such as after the end.
  case outOfOrder
  /// A handshake message is longer than allowed; the value is the announced length.
  case messageTooLong(Int)
  /// A handshake message is not of the form that the protocol defines.
  case malformedMessage
  /// The other side's identity key is not one.
  case invalidIdentityKey(IdentityError)
  /// The other side's ephemeral key is not on the curve, or gives no secret.
  case invalidEphemeralKey
  /// The other side did not prove that it owns its identity key.
  case badSignature
  /// Another node answered than the one that was called.
  case wrongPeer(expected: PeerID, actual: PeerID)
  /// Both sides are this node.
  case talkingToSelf
  /// The two sides have no curve, cipher or hash in common.
  case nothingInCommon
  /// A handshake message did not decrypt or its authentication code is wrong.
  case authenticationFailed
}

extension HandshakeError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .outOfOrder: "the handshake was continued at the wrong time"
    case .messageTooLong(let length): "a handshake message of \(length) bytes is too long"
    case .malformedMessage: "a handshake message is malformed"
    case .invalidIdentityKey(let reason): "the peer's identity key is invalid: \(reason)"
    case .invalidEphemeralKey: "the peer's ephemeral key is invalid"
    case .badSignature: "the peer did not prove its identity"
    case .wrongPeer(let expected, let actual): "expected \(expected) but \(actual) answered"
    case .talkingToSelf: "the connection leads back to this node"
    case .nothingInCommon: "there is no algorithm that both sides offer"
    case .authenticationFailed: "a handshake message is not authentic"
    }
  }
}
