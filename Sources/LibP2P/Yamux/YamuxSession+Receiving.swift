extension YamuxSession {
  /// What there is to read on a stream.
  public enum Reading: Sendable, Hashable {
    /// Bytes, at least one.
    case bytes([UInt8])
    /// Nothing yet.
    case nothing
    /// Nothing, and nothing will come: the other side ended its half, or the stream is gone.
    case end
  }

  /// Takes all unread bytes of a stream, and lets the other side send more once half of the window was used.
  public mutating func read(_ id: UInt32) -> Reading {
    guard let index = streams.index(forKey: id) else { return .end }
    guard !streams.values[index].unread.isEmpty else { return streams.values[index].isRemoteClosed ? .end : .nothing }
    var bytes: [UInt8] = []
    swap(&bytes, &streams.values[index].unread)
    unreadCount -= bytes.count
    if streams.values[index].isRemoteClosed {
      if streams.values[index].isFinished { remove(id) }
    } else if streams.values[index].isAcknowledged || !streams.values[index].isInbound {
      let grant = windowGrant(streams.values[index])
      if grant >= configuration.window / 2 {
        streams.values[index].receiveWindow += grant
        append(YamuxHeader(.windowUpdate, stream: id, length: UInt32(grant)))
      }
    }
    return .bytes(bytes)
  }

  /// Whether ``read(_:)`` would give something else than nothing.
  public func isReadable(_ id: UInt32) -> Bool {
    guard let index = streams.index(forKey: id) else { return true }
    return !streams.values[index].unread.isEmpty || streams.values[index].isRemoteClosed
  }

  /// Resets a stream of the other side for a limit of ours; throws when there were too many of them.
  public mutating func refuse(_ id: UInt32, at now: UInt64) throws(YamuxViolation) {
    reset(id)
    guard refusalMeter.admit(at: now) else { throw .tooManyRefusals }
  }

  /// Throws away what is unread and what will come on a stream; the window is not raised any more.
  public mutating func discardInput(_ id: UInt32) {
    guard let index = streams.index(forKey: id) else { return }
    unreadCount -= streams.values[index].unread.count
    streams.values[index].unread = []
    streams.values[index].isDiscarding = true
    if streams.values[index].isFinished { remove(id) }
  }

  /// Takes bytes from the other side. After a violation the session is of no more use: send what is left (it says why) and close.
  public mutating func receive(_ input: UnsafeRawBufferPointer, at now: UInt64) throws(YamuxViolation) {
    if answerDue != nil, !input.isEmpty { answerDue = nil }
    do {
      try consume(input, at: now)
    } catch {
      goAway(1)
      throw error
    }
  }

  /// Takes frames and parts of frames.
  private mutating func consume(_ input: UnsafeRawBufferPointer, at now: UInt64) throws(YamuxViolation) {
    var rest = input
    while !rest.isEmpty {
      if let current = body {
        let count = min(current.remaining, rest.count)
        receiveData(UnsafeRawBufferPointer(rebasing: rest.prefix(count)), current)
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        continue
      }
      if partialHeader.isEmpty, rest.count >= YamuxHeader.byteCount {
        let header = try YamuxHeader(decoding: UnsafeRawBufferPointer(rebasing: rest.prefix(YamuxHeader.byteCount)))
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(YamuxHeader.byteCount))
        try receive(header, at: now)
        continue
      }
      let count = min(YamuxHeader.byteCount - partialHeader.count, rest.count)
      partialHeader.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      guard partialHeader.count == YamuxHeader.byteCount else { return }
      let result = partialHeader.withUnsafeBytes { bytes in
        Result { () throws(YamuxViolation) in try YamuxHeader(decoding: bytes) }
      }
      partialHeader.removeAll(keepingCapacity: true)
      try receive(try result.get(), at: now)
    }
  }

  /// Takes a frame, or the header of a data frame.
  private mutating func receive(_ header: YamuxHeader, at now: UInt64) throws(YamuxViolation) {
    if header.kind != .data || header.length == 0 {
      guard controlMeter.admit(at: now) else { throw .tooManyControlFrames }
      guard output.count <= configuration.outputQueue + configuration.maximumFrame + configuration.answerQueue else { throw .unreadAnswers }
    }
    switch header.kind {
    case .data, .windowUpdate:
      guard header.stream != 0 else { throw .stream }
      try receiveStreamFrame(header, at: now)
    case .ping:
      guard header.stream == 0 else { throw .stream }
      receivePing(header)
    case .goAway:
      guard header.stream == 0 else { throw .stream }
      isRemoteGoingAway = true
      events.append(.goAway(header.length))
    }
  }

  /// Takes a frame of a stream, known or new.
  private mutating func receiveStreamFrame(_ header: YamuxHeader, at now: UInt64) throws(YamuxViolation) {
    if header.flags.contains(.synchronize) { try receiveOpening(header.stream, at: now) }
    guard let index = streams.index(forKey: header.stream) else {
      // Frames that crossed our reset, or of a stream that was refused.
      if header.kind == .data, header.length > 0 {
        guard header.length <= configuration.window else { throw .receiveWindow }
        body = Body(stream: 0, remaining: Int(header.length), isLast: false)
      }
      return
    }
    if header.flags.contains(.acknowledge), !streams.values[index].isAcknowledged, !streams.values[index].isInbound {
      streams.values[index].isAcknowledged = true
      unacknowledgedCount -= 1
    }
    if header.flags.contains(.reset) {
      remove(header.stream)
      events.append(.reset(header.stream))
      if header.kind == .data, header.length > 0 {
        guard header.length <= configuration.window else { throw .receiveWindow }
        body = Body(stream: 0, remaining: Int(header.length), isLast: false)
      }
      return
    }
    let isLast = header.flags.contains(.finish)
    if header.kind == .windowUpdate {
      let window = streams.values[index].sendWindow + Int(header.length)
      guard window <= Int(UInt32.max) else { throw .sendWindow }
      streams.values[index].sendWindow = window
      scheduleIfPossible(at: index, header.stream)
      sendScheduled()
      if isLast { receiveEnd(header.stream) }
      return
    }
    guard Int(header.length) <= streams.values[index].receiveWindow, !streams.values[index].isRemoteClosed || header.length == 0 else {
      throw .receiveWindow
    }
    streams.values[index].receiveWindow -= Int(header.length)
    if header.length > 0 {
      body = Body(stream: header.stream, remaining: Int(header.length), isLast: isLast)
    } else if isLast {
      receiveEnd(header.stream)
    }
  }

  /// Takes the opening of a stream, or refuses it.
  private mutating func receiveOpening(_ id: UInt32, at now: UInt64) throws(YamuxViolation) {
    guard (id % 2 == 1) != isDialer, streams[id] == nil else { throw .streamID }
    guard inboundCount < configuration.maximumInboundStreams, !isGoingAway, streamMeter.admit(at: now) else {
      guard refusalMeter.admit(at: now) else { throw .tooManyRefusals }
      append(YamuxHeader(.windowUpdate, flags: .reset, stream: id))
      return
    }
    streams[id] = YamuxStream(isInbound: true)
    inboundCount += 1
    events.append(.opened(id))
  }

  /// Takes bytes of a data frame.
  private mutating func receiveData(_ bytes: UnsafeRawBufferPointer, _ current: Body) {
    let remaining = current.remaining - bytes.count
    body = remaining == 0 ? nil : Body(stream: current.stream, remaining: remaining, isLast: current.isLast)
    guard current.stream != 0, let index = streams.index(forKey: current.stream) else { return }
    if !streams.values[index].isDiscarding {
      guard unreadCount + bytes.count <= configuration.maximumUnreadBytes else {
        reset(current.stream)
        events.append(.reset(current.stream))
        if remaining > 0 { body = Body(stream: 0, remaining: remaining, isLast: false) }
        return
      }
      if streams.values[index].unread.isEmpty { events.append(.readable(current.stream)) }
      streams.values[index].unread.append(contentsOf: bytes)
      unreadCount += bytes.count
    }
    if remaining == 0, current.isLast { receiveEnd(current.stream) }
  }

  /// Takes the end of the other side's half.
  private mutating func receiveEnd(_ id: UInt32) {
    guard let index = streams.index(forKey: id), !streams.values[index].isRemoteClosed else { return }
    streams.values[index].isRemoteClosed = true
    events.append(.ended(id))
    if streams.values[index].isFinished { remove(id) }
  }

  /// Answers a ping, or takes an answer.
  private mutating func receivePing(_ header: YamuxHeader) {
    if header.flags.contains(.synchronize) {
      append(YamuxHeader(.ping, flags: .acknowledge, length: header.length))
    } else if header.flags.contains(.acknowledge) {
      events.append(.pong(header.length))
    }
  }
}
