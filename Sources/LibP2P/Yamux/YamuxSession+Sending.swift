extension YamuxSession {
  /// Opens a stream and returns its id.
  public mutating func open() throws(YamuxStreamError) -> UInt32 {
    guard !isRemoteGoingAway, !isGoingAway else { throw .goingAway }
    guard outboundCount < configuration.maximumOutboundStreams, unacknowledgedCount < configuration.maximumUnacknowledgedStreams,
      nextStream <= UInt32.max - 2
    else { throw .tooManyStreams }
    let id = nextStream
    nextStream += 2
    var stream = YamuxStream(isInbound: false)
    let grant = windowGrant(stream)
    stream.receiveWindow += grant
    streams[id] = stream
    outboundCount += 1
    unacknowledgedCount += 1
    append(YamuxHeader(.windowUpdate, flags: .synchronize, stream: id, length: UInt32(grant)))
    return id
  }

  /// Accepts a stream of the other side. As the reference does, the answer carries no ACK if the other side's end came before it.
  public mutating func accept(_ id: UInt32) throws(YamuxStreamError) {
    guard let index = streams.index(forKey: id), streams.values[index].isInbound else { throw .gone }
    guard !streams.values[index].isAcknowledged else { return }
    streams.values[index].isAcknowledged = true
    let grant = windowGrant(streams.values[index])
    streams.values[index].receiveWindow += grant
    let flags: YamuxHeader.Flags = streams.values[index].isRemoteClosed ? [] : .acknowledge
    append(YamuxHeader(.windowUpdate, flags: flags, stream: id, length: UInt32(grant)))
    if streams.values[index].isFinished { remove(id) }
  }

  /// Writes bytes to a stream. They are always taken; false means that as many wait as the configuration allows, so that the
  /// caller should wait for ``YamuxEvent/writable(_:)`` before it writes more.
  public mutating func write(_ bytes: UnsafeRawBufferPointer, to id: UInt32) throws(YamuxStreamError) -> Bool {
    guard let index = streams.index(forKey: id) else { throw .gone }
    // Methods that change the stream in place: to look at one of its fields would copy all of it.
    guard streams.values[index].isWriteOpen() else { throw .writeClosed }
    var rest = bytes
    while !rest.isEmpty, output.count < configuration.outputQueue {
      let count = streams.values[index].reserve(rest.count, limit: configuration.maximumFrame)
      guard count > 0 else { break }
      let offset = extendFrame(of: id, by: count)
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
      tail = Tail(stream: id, offset: offset)
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
    guard !rest.isEmpty else { return true }
    let isFull = streams.values[index].enqueue(rest, limit: configuration.sendQueue)
    scheduleIfPossible(at: index, id)
    return !isFull
  }

  /// Writes bytes to a stream, as ``write(_:to:)`` does.
  public mutating func write(_ bytes: [UInt8], to id: UInt32) throws(YamuxStreamError) -> Bool {
    // The closure must not throw: `withUnsafeBytes` would widen the error's type.
    let result: Result<Bool, YamuxStreamError> = bytes.withUnsafeBytes { buffer in
      do throws(YamuxStreamError) { return .success(try write(buffer, to: id)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Writes a number as varint to a stream, as ``write(_:to:)`` does.
  mutating func write(varint value: UInt64, to id: UInt32) throws(YamuxStreamError) -> Bool {
    let result: Result<Bool, YamuxStreamError> = withUnsafeTemporaryAllocation(byteCount: Varint.maximumByteCount, alignment: 1) { buffer in
      var rest = value
      var count = 0
      while rest >= 0x80 {
        buffer[count] = UInt8(truncatingIfNeeded: rest) | 0x80
        rest &>>= 7
        count += 1
      }
      buffer[count] = UInt8(truncatingIfNeeded: rest)
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[...count])
      do throws(YamuxStreamError) { return .success(try write(bytes, to: id)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Whether there is a stream that is not finished.
  public func contains(_ id: UInt32) -> Bool { streams[id] != nil }

  /// Whether our half of a stream is open.
  public func isWriteOpen(_ id: UInt32) -> Bool { streams[id]?.writeState == .open }

  /// Whether a writer should wait; see ``write(_:to:)``. False for streams that are gone.
  public func isBlocked(_ id: UInt32) -> Bool { streams[id]?.isBlocked ?? false }

  /// Ends our half of a stream after what was written. Nothing happens if it is ended or gone.
  public mutating func closeWrite(_ id: UInt32) {
    guard let index = streams.index(forKey: id), streams.values[index].writeState == .open else { return }
    if streams.values[index].pending.isEmpty { finishWriting(at: index, id) } else { streams.values[index].writeState = .closing }
  }

  /// Moves waiting bytes of streams into the output, a frame of each in turn, as far as windows and the output's limit allow.
  mutating func sendScheduled() {
    while output.count < configuration.outputQueue, let id = schedule.popFirst() {
      guard let index = streams.index(forKey: id) else { continue }
      streams.values[index].isScheduled = false
      let count = min(streams.values[index].pending.count, streams.values[index].sendWindow, configuration.maximumFrame)
      guard count > 0 else { continue }
      streams.values[index].sendWindow -= count
      append(YamuxHeader(.data, stream: id, length: UInt32(count)))
      streams.values[index].pending.move(count, to: &output)
      if streams.values[index].isBlocked, streams.values[index].pending.count <= configuration.sendQueue / 2 {
        streams.values[index].isBlocked = false
        events.append(.writable(id))
      }
      if streams.values[index].pending.isEmpty {
        if streams.values[index].writeState == .closing { finishWriting(at: index, id) }
      } else {
        scheduleIfPossible(at: index, id)
      }
    }
  }

  /// Lets a stream wait for its turn, if it has bytes and may send them.
  mutating func scheduleIfPossible(at index: Dictionary<UInt32, YamuxStream>.Index, _ id: UInt32) {
    guard !streams.values[index].isScheduled, streams.values[index].sendWindow > 0, !streams.values[index].pending.isEmpty else { return }
    streams.values[index].isScheduled = true
    schedule.append(id)
  }

  /// How many more bytes the other side may send on a stream, from what is unread and from what it may send already.
  func windowGrant(_ stream: YamuxStream) -> Int {
    max(0, configuration.window - stream.unread.count - stream.receiveWindow)
  }

  /// Makes room for `count` bytes in the last frame of the output, if it is one of the stream and short enough, or starts one. Returns where its header starts.
  private mutating func extendFrame(of id: UInt32, by count: Int) -> Int {
    if let tail, tail.stream == id {
      let length = output.count - tail.offset - YamuxHeader.byteCount + count
      if length <= configuration.maximumFrame {
        for byte in 0..<4 { output[tail.offset + 8 + byte] = UInt8(truncatingIfNeeded: length >> (24 - 8 * byte)) }
        return tail.offset
      }
    }
    let offset = output.count
    append(YamuxHeader(.data, stream: id, length: UInt32(count)))
    return offset
  }

  /// Sends our end of a stream.
  private mutating func finishWriting(at index: Dictionary<UInt32, YamuxStream>.Index, _ id: UInt32) {
    streams.values[index].writeState = .closed
    append(YamuxHeader(.windowUpdate, flags: .finish, stream: id))
    if streams.values[index].isFinished { remove(id) }
  }
}
