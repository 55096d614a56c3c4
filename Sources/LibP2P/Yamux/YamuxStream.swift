/// What a yamux session knows of one stream.
struct YamuxStream: Sendable, Hashable {
  /// Whether we may still send.
  enum WriteState: Sendable, Hashable {
    /// More may come.
    case open
    /// Nothing more may come; the end is sent after what waits.
    case closing
    /// The end was sent.
    case closed
  }

  /// Whether the other side opened it.
  let isInbound: Bool
  /// Bytes that we may send.
  var sendWindow = YamuxConfiguration.initialWindow
  /// Bytes that the other side may send.
  var receiveWindow = YamuxConfiguration.initialWindow
  /// Bytes received and not read.
  var unread: [UInt8] = []
  /// Bytes written and not sent.
  var pending = YamuxSendQueue()
  /// Whether we may still send.
  var writeState = WriteState.open
  /// Whether the other side sent its end.
  var isRemoteClosed = false
  /// Whether the opening was answered.
  var isAcknowledged = false
  /// Whether it waits for its turn to send.
  var isScheduled = false
  /// Whether a writer was refused and waits for ``YamuxEvent/writable(_:)``.
  var isBlocked = false
  /// Whether what comes is thrown away.
  var isDiscarding = false

  /// Whether we may still send.
  mutating func isWriteOpen() -> Bool { writeState == .open }

  /// Takes up to `count` bytes from the send window for a frame of at most `limit`, or none if older bytes wait.
  mutating func reserve(_ count: Int, limit: Int) -> Int {
    guard pending.isEmpty else { return 0 }
    let reserved = min(count, sendWindow, limit)
    sendWindow -= reserved
    return reserved
  }

  /// Lets bytes wait; true if the writer should too, because `limit` or more do.
  mutating func enqueue(_ bytes: UnsafeRawBufferPointer, limit: Int) -> Bool {
    pending.append(bytes)
    if pending.count >= limit { isBlocked = true }
    return isBlocked
  }

  /// Whether nothing can happen on it any more.
  var isFinished: Bool { writeState == .closed && isRemoteClosed && unread.isEmpty }
}
