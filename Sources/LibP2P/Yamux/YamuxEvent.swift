/// What a yamux session tells its owner; see ``YamuxSession/takeEvents()``.
public enum YamuxEvent: Sendable, Hashable {
  /// The other side opened a stream: accept or reset it.
  case opened(UInt32)
  /// There are unread bytes on a stream.
  case readable(UInt32)
  /// A stream that refused bytes takes them again.
  case writable(UInt32)
  /// The other side will send nothing more on a stream.
  case ended(UInt32)
  /// The stream is gone in both directions.
  case reset(UInt32)
  /// The other side will accept no more streams; 0 normal, 1 protocol error, 2 internal error.
  case goAway(UInt32)
  /// The ping with this value was answered.
  case pong(UInt32)
}
