/// Why a secure channel cannot go on.
public enum SecureChannelError: Error, Hashable, Sendable {
  /// A frame is longer than the protocol or this node allows; the value is the announced length.
  case frameTooLong(Int)
  /// A frame is too short to hold its authentication code.
  case frameTooShort(Int)
  /// A frame was changed, replayed, or made by somebody else.
  case authenticationFailed
  /// As many frames were sent or received as may be under one key.
  case exhausted
  /// An earlier call failed.
  case closed
}

extension SecureChannelError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .frameTooLong(let length): "a frame of \(length) bytes is too long"
    case .frameTooShort(let length): "a frame of \(length) bytes is too short"
    case .authenticationFailed: "a frame is not authentic"
    case .exhausted: "the keys are used up"
    case .closed: "the channel failed before"
    }
  }
}
