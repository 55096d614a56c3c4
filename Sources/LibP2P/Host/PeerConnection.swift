import NIOCore
import Synchronization

/// A connection with a peer, secured and ready for streams. Its state is guarded by a lock, so that streams are read and written
/// from any thread; what they write is sent together in the event loop's next turn.
final class PeerConnection: Sendable {
  /// Who is at the other end; proven.
  let peer: PeerID
  /// Where the other end is.
  let remoteAddress: Multiaddr
  /// Whether we made it.
  let isOutbound: Bool
  /// What protects it.
  let security: SecurityProtocol
  /// The name of its muxer.
  let muxer: String
  /// Who serves streams.
  let handlers: HandlerRegistry
  /// Nanoseconds for the agreement on a stream's protocol.
  let negotiationTimeout: UInt64

  private let host: Host
  private let channel: any Channel
  private let shell: NIOLoopBound<ConnectionHandler>
  private let state: Mutex<ConnectionState>
  private let closing = Atomic(false)

  /// A connection whose bytes `shell` carries.
  init(
    host: Host, channel: any Channel, shell: NIOLoopBound<ConnectionHandler>, result: ConnectionUpgrade.Result, remoteAddress: Multiaddr,
    isOutbound: Bool
  ) {
    self.host = host
    self.channel = channel
    self.shell = shell
    self.remoteAddress = remoteAddress
    self.isOutbound = isOutbound
    peer = result.security.remotePeer
    security = result.securityProtocol
    muxer = result.muxer
    handlers = host.handlers
    negotiationTimeout = host.configuration.limits.negotiationTimeout.nanoseconds
    state = Mutex(ConnectionState(session: YamuxSession(isDialer: isOutbound, configuration: host.yamux)))
  }

  /// Whether it is being closed.
  var isClosing: Bool { closing.load(ordering: .relaxed) }

  /// Streams that are open.
  var streamCount: Int { state.withLock { $0.session.streamCount } }

  /// Completes when the connection is gone.
  var closed: EventLoopFuture<Void> { channel.closeFuture }

  /// Ends the connection after what is to be sent.
  func close() {
    guard !closing.exchange(true, ordering: .relaxed) else { return }
    let shell = shell
    channel.eventLoop.execute { shell.value.close() }
  }

  // MARK: For the event loop

  /// Takes plaintext. The caller sends what is to be sent afterwards.
  func receive(_ plaintext: [UInt8], at now: UInt64) throws(YamuxViolation) {
    try onLoop { state, effects throws(YamuxViolation) in
      let result: Result<Void, YamuxViolation> = plaintext.withUnsafeBytes { bytes in
        Result { () throws(YamuxViolation) in try state.session.receive(bytes, at: now) }
      }
      try? state.handleEvents(of: self, at: now, &effects)
      try result.get()
    }
  }

  /// Lets time pass. The caller sends what is to be sent afterwards.
  func tick(at now: UInt64) throws(YamuxViolation) {
    try onLoop { state, effects throws(YamuxViolation) in
      state.session.releaseMemory()
      try state.tick(of: self, at: now, &effects)
      try state.handleEvents(of: self, at: now, &effects)
    }
  }

  /// Puts what is to be sent into `buffer`; empty when there is nothing, and then the next writer will ask for another turn.
  func takeOutput(into buffer: inout [UInt8]) {
    var effects = ConnectionEffects()
    state.withLock { state in
      state.session.takeOutput(into: &buffer)
      if buffer.isEmpty { state.isFlushScheduled = false }
      try? state.handleEvents(of: self, at: 0, &effects)
    }
    perform(effects)
  }

  /// The connection is gone.
  func disconnected() {
    closing.store(true, ordering: .relaxed)
    var effects = ConnectionEffects()
    state.withLock { $0.disconnect(handlers, &effects) }
    perform(effects)
    host.removed(self)
  }

  private func onLoop(
    _ body: (inout ConnectionState, inout ConnectionEffects) throws(YamuxViolation) -> Void
  ) throws(YamuxViolation) {
    var effects = ConnectionEffects()
    let result = state.withLock { state in
      state.isFlushScheduled = true
      return Result { () throws(YamuxViolation) in try body(&state, &effects) }
    }
    perform(effects)
    try result.get()
  }

  // MARK: For streams

  /// Opens a stream; what it will be used for is up to its user.
  func open() throws(StreamError) -> UInt32 {
    try mutate { state throws(StreamError) in
      guard !state.isDisconnected else { throw .disconnected }
      do throws(YamuxStreamError) {
        let id = try state.session.open()
        state.records[id] = ConnectionState.Record()
        return id
      } catch {
        throw .tooManyStreams
      }
    }
  }

  /// What there is to read.
  func read(_ id: UInt32) throws(StreamError) -> YamuxSession.Reading {
    try mutate { state throws(StreamError) in
      if let failure = state.records[id]?.failure, !(failure == .disconnected && state.session.contains(id)) { throw failure }
      let reading = state.session.read(id)
      if case .nothing = reading, let failure = state.records[id]?.failure { throw failure }
      return reading
    }
  }

  /// Writes bytes, after the varint of `prefix` if there is one; false if the writer should wait for room now.
  func write(_ bytes: [UInt8], to id: UInt32, prefix: UInt64? = nil) throws(StreamError) -> Bool {
    try mutate { state throws(StreamError) in try state.write(bytes, to: id, prefix: prefix) }
  }

  /// Writes bytes as ``write(_:to:prefix:)`` does, or nothing and returns false if there is no room.
  func offer(_ bytes: [UInt8], to id: UInt32, prefix: UInt64? = nil) throws(StreamError) -> Bool {
    try mutate { state throws(StreamError) in
      guard !state.session.isBlocked(id) else { return false }
      _ = try state.write(bytes, to: id, prefix: prefix)
      return true
    }
  }

  /// Ends our half.
  func closeWrite(_ id: UInt32) { mutate { $0.session.closeWrite(id) } }

  /// Ends both halves at once.
  func reset(_ id: UInt32) {
    var effects = ConnectionEffects()
    mutate { state in
      state.session.reset(id)
      guard state.records[id] != nil else { return }
      if state.records[id]?.failure == nil { state.records[id]?.failure = .reset }
      state.wakeAll(id, &effects)
    }
    perform(effects)
  }

  /// Resets a stream at the given time, or never.
  func setDeadline(_ deadline: UInt64?, of id: UInt32) { mutate { $0.records[id]?.deadline = deadline } }

  /// Ends our half and throws away what comes on the other.
  func finish(_ id: UInt32) {
    mutate { state in
      state.session.closeWrite(id)
      state.session.discardInput(id)
    }
  }

  /// Nobody uses the stream any more. One whose half is ended may end in peace, others are reset.
  func release(_ id: UInt32) {
    mutate { state in
      guard let record = state.records[id] else { return }
      state.uncount(record, handlers)
      state.records[id]?.counted = nil
      if state.session.isWriteOpen(id) { state.session.reset(id) }
      state.session.discardInput(id)
      if state.session.contains(id), !state.isDisconnected {
        state.records[id]?.isReleased = true
        state.records[id]?.deadline = Host.now() &+ ConnectionState.lingering
      } else {
        state.records[id] = nil
      }
    }
  }

  /// Waits until there may be bytes to read, or room to write.
  nonisolated(nonsending) func wait(for wait: ConnectionState.Wait, on id: UInt32) async throws {
    let ticket = state.withLock { state in
      defer { state.nextTicket += 1 }
      return state.nextTicket
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome = state.withLock { $0.enqueue(.init(ticket: ticket, continuation: continuation), wait, on: id) }
        switch outcome {
        case .waits: break
        case .ready: continuation.resume()
        case .failed(let error): continuation.resume(throwing: error)
        case .cancelled: continuation.resume(throwing: CancellationError())
        }
      }
    } onCancel: {
      state.withLock { $0.dequeue(ticket, on: id) }?.resume(throwing: CancellationError())
    }
  }

  /// Changes the state and sees to it that what is to be sent is sent.
  private func mutate<Value: Sendable, Failure: Error>(_ body: (inout ConnectionState) throws(Failure) -> Value) throws(Failure) -> Value {
    let (result, needsFlush) = state.withLock { state in
      let result = Result { () throws(Failure) in try body(&state) }
      return (result, state.needsFlush())
    }
    if needsFlush {
      let shell = shell
      channel.eventLoop.execute { shell.value.flush() }
    }
    return try result.get()
  }

  private func perform(_ effects: ConnectionEffects) {
    for (continuation, failure) in effects.wakeups {
      if let failure { continuation.resume(throwing: failure) } else { continuation.resume() }
    }
    for (stream, handler) in effects.inbound { host.serve(stream, with: handler) }
  }
}
