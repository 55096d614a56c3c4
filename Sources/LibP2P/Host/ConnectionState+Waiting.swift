extension ConnectionState {
  /// What became of somebody who wants to wait.
  enum Enqueued {
    /// Waits.
    case waits
    /// Need not wait.
    case ready
    /// Waits in vain.
    case failed(StreamError)
    /// Was cancelled before.
    case cancelled
  }

  /// Lets a task wait, unless what it waits for is there already.
  mutating func enqueue(_ waiter: Waiter, _ wait: Wait, on id: UInt32) -> Enqueued {
    guard let index = records.index(forKey: id) else { return .failed(isDisconnected ? .disconnected : .reset) }
    if let failure = records.values[index].failure { return .failed(failure) }
    switch wait {
    case .readable:
      guard !session.isReadable(id) else { return .ready }
      guard records.values[index].reader == nil else { return .failed(.concurrentRead) }
      guard !Task.isCancelled else { return .cancelled }
      records.values[index].reader = waiter
    case .writable:
      guard session.isBlocked(id) else { return .ready }
      guard !Task.isCancelled else { return .cancelled }
      records.values[index].writers.append(waiter)
    }
    return .waits
  }

  /// Takes back a task that was cancelled, if it waits still.
  mutating func dequeue(_ ticket: UInt64, on id: UInt32) -> CheckedContinuation<Void, any Error>? {
    guard let index = records.index(forKey: id) else { return nil }
    if let reader = records.values[index].reader, reader.ticket == ticket {
      records.values[index].reader = nil
      return reader.continuation
    }
    guard let place = records.values[index].writers.firstIndex(where: { $0.ticket == ticket }) else { return nil }
    return records.values[index].writers.remove(at: place).continuation
  }

  /// Writes bytes, after the varint of `prefix` if there is one; false if the writer should wait for room now.
  mutating func write(_ bytes: [UInt8], to id: UInt32, prefix: UInt64?) throws(StreamError) -> Bool {
    if let failure = records[id]?.failure { throw failure }
    do throws(YamuxStreamError) {
      if let prefix { _ = try session.write(varint: prefix, to: id) }
      return try session.write(bytes, to: id)
    } catch .writeClosed {
      throw .writeClosed
    } catch {
      throw isDisconnected ? .disconnected : .reset
    }
  }
}
