extension ConnectionState {
  /// Acts on what the session tells.
  mutating func handleEvents(of connection: PeerConnection, at now: UInt64, _ effects: inout ConnectionEffects) throws(YamuxViolation) {
    for event in session.takeEvents() {
      switch event {
      case .opened(let id):
        var negotiation = MultistreamListener(protocols: connection.handlers.protocols)
        try? session.accept(id)
        _ = try? session.write(negotiation.start(), to: id)
        records[id] = Record(negotiation: negotiation, deadline: now &+ connection.negotiationTimeout)
      case .readable(let id):
        guard let index = records.index(forKey: id) else { continue }
        if records.values[index].negotiation != nil {
          try negotiate(id, connection, at: now, &effects)
        } else {
          wakeReader(at: index, &effects)
        }
      case .writable(let id):
        guard let index = records.index(forKey: id) else { continue }
        for writer in records.values[index].writers { effects.wakeups.append((writer.continuation, nil)) }
        records.values[index].writers = []
      case .ended(let id):
        guard let index = records.index(forKey: id) else { continue }
        if records.values[index].negotiation != nil {
          session.reset(id)
          forget(id, connection.handlers)
        } else {
          wakeReader(at: index, &effects)
        }
      case .reset(let id):
        guard let index = records.index(forKey: id) else { continue }
        if records.values[index].negotiation != nil || records.values[index].isReleased {
          forget(id, connection.handlers)
        } else {
          records.values[index].failure = .reset
          wakeAll(id, &effects)
        }
      case .goAway, .pong:
        break
      }
    }
  }

  /// Lets time pass: ends streams whose time is over and forgets those that ended unobserved.
  mutating func tick(of connection: PeerConnection, at now: UInt64, _ effects: inout ConnectionEffects) throws(YamuxViolation) {
    try session.tick(at: now)
    for (id, record) in records {
      if record.isReleased, !session.contains(id) {
        forget(id, connection.handlers)
      } else if let deadline = record.deadline, now >= deadline {
        session.reset(id)
        if record.isReleased || record.negotiation != nil {
          forget(id, connection.handlers)
        } else {
          records[id]?.failure = .reset
          wakeAll(id, &effects)
        }
      }
    }
  }

  /// Ends everything: the connection is gone.
  mutating func disconnect(_ handlers: HandlerRegistry, _ effects: inout ConnectionEffects) {
    isDisconnected = true
    for (id, record) in records {
      if record.isReleased || record.negotiation != nil {
        forget(id, handlers)
      } else {
        if record.failure == nil, session.contains(id) { records[id]?.failure = .disconnected }
        wakeAll(id, &effects)
      }
    }
  }

  /// Carries on the agreement on a stream's protocol.
  private mutating func negotiate(
    _ id: UInt32, _ connection: PeerConnection, at now: UInt64, _ effects: inout ConnectionEffects
  ) throws(YamuxViolation) {
    guard case .bytes(let bytes) = session.read(id), let step = records[id]?.negotiation?.receive(bytes) else { return }
    if !step.send.isEmpty { _ = try? session.write(step.send, to: id) }
    switch step.status {
    case .pending:
      return
    case .failed:
      try session.refuse(id, at: now)
      forget(id, connection.handlers)
    case .selected(let name, let unread):
      guard let handler = admit(name, connection.handlers, at: now) else {
        try session.refuse(id, at: now)
        forget(id, connection.handlers)
        return
      }
      let lifetime = connection.handlers.limits(name)?.lifetime
      records[id]?.negotiation = nil
      records[id]?.counted = name
      records[id]?.deadline = lifetime.map { now &+ $0.nanoseconds }
      effects.inbound.append((PeerStream(connection, id, name, isInbound: true, unread: unread), handler))
    }
  }

  /// Counts a stream of a protocol, or says that there are too many.
  private mutating func admit(_ name: String, _ handlers: HandlerRegistry, at now: UInt64) -> HandlerRegistry.Handler? {
    guard let limits = handlers.limits(name) else { return nil }
    var use = uses[name] ?? Use(meter: RateMeter(limits.openings))
    defer { uses[name] = use }
    guard use.count < limits.concurrentPerConnection, use.meter.admit(at: now), let handler = handlers.admit(name) else { return nil }
    use.count += 1
    return handler
  }

  /// Wakes who waits for bytes.
  private mutating func wakeReader(at index: Dictionary<UInt32, Record>.Index, _ effects: inout ConnectionEffects) {
    guard let reader = records.values[index].reader else { return }
    records.values[index].reader = nil
    effects.wakeups.append((reader.continuation, nil))
  }
}
