/// Why a question to a node has no answer.
public struct NodeError: Error, Hashable, Sendable {
  /// What kind of failure it is. The names up to `unauthenticated` are gRPC's.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case cancelled, unknown, invalidArgument, deadlineExceeded, notFound, alreadyExists, permissionDenied, resourceExhausted
    case failedPrecondition, aborted, outOfRange, unimplemented, internalError, unavailable, dataLoss, unauthenticated
    /// No connection came about; nothing was sent.
    case unreachable
    /// The answer lacks what every answer of this kind has.
    case malformedAnswer
  }

  /// The kind.
  public let code: Code
  /// The node's own words, or ours for the last two codes.
  public let message: String

  /// A failure of these parts.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}

extension NodeError: CustomStringConvertible {
  /// The message; the code's name if the node gave none.
  public var description: String { message.isEmpty ? code.rawValue : message }
}
