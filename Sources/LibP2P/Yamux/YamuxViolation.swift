/// Why a yamux session ended by the other side's fault. The connection is of no more use.
public enum YamuxViolation: Error, Sendable, Hashable {
  /// A frame of another version than 0.
  case version
  /// A frame of an unknown kind.
  case kind
  /// A stream's frame without a stream, or a connection's frame with one.
  case stream
  /// A stream was opened with an id that belongs to us, or that is in use.
  case streamID
  /// More bytes were sent than the receive window allows.
  case receiveWindow
  /// The send window was raised beyond 2^32 - 1.
  case sendWindow
  /// More frames without data than the configuration allows.
  case tooManyControlFrames
  /// More refused streams than the configuration allows.
  case tooManyRefusals
  /// Answers pile up, because the other side does not read them.
  case unreadAnswers
  /// No sign of life in time.
  case keepAlive
}
