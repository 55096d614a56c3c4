/// Why something could not be done with a stream; the session goes on.
public enum YamuxStreamError: Error, Sendable, Hashable {
  /// There is no such stream, or it was reset.
  case gone
  /// Our half is closed.
  case writeClosed
  /// As many streams are open, or unanswered, as the configuration allows.
  case tooManyStreams
  /// The other side accepts no more streams.
  case goingAway
}
