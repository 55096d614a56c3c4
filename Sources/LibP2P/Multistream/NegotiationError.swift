/// Why a negotiation failed.
public enum NegotiationError: Error, Hashable, Sendable {
  /// The other side refused every protocol.
  case refused
  /// The other side's first token is not this version of multistream.
  case wrongVersion
  /// A token does not end with a newline or is not text.
  case malformedToken
  /// A token is longer than allowed; the value is the announced length.
  case tokenTooLong(UInt64)
  /// The other side answered with another protocol than the proposed one.
  case unexpectedAnswer(String)
  /// The other side proposed more protocols than allowed.
  case tooManyProposals
}

extension NegotiationError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .refused: "no proposed protocol is spoken by the peer"
    case .wrongVersion: "the peer does not speak multistream 1.0.0"
    case .malformedToken: "a malformed token"
    case .tokenTooLong(let length): "a token of \(length) bytes is too long"
    case .unexpectedAnswer: "an answer with a protocol that was not proposed"
    case .tooManyProposals: "too many proposals"
    }
  }
}
