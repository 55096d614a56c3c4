/// Why a stream is of no more use.
public enum StreamError: Error, Sendable, Hashable {
  /// One side reset it.
  case reset
  /// The connection is gone.
  case disconnected
  /// Our half is closed.
  case writeClosed
  /// Another task reads it.
  case concurrentRead
  /// As many streams are open, or unanswered, as may be, or the peer accepts no more.
  case tooManyStreams
  /// The other side sent a longer message than the limit, or a broken length.
  case messageTooLong
  /// The stream ended inside a message.
  case truncated
  /// There was no agreement on a protocol.
  case negotiation(NegotiationError)
}
