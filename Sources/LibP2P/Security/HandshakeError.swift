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
