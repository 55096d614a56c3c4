import Synchronization

/// A stream of bytes in both directions, with a peer, for one protocol.
///
/// One task reads and any number write. A stream that is dropped is reset, unless our half was ended. Everything that a reader
/// or writer waits for is bounded by windows and queues of ``YamuxConfiguration``; what the other side sends is not read beyond them.
public final class PeerStream: Sendable {
  /// Who is at the other end; proven.
  public let peer: PeerID
  /// What is spoken.
  public let protocolID: String
  /// Whether the other side opened it.
  public let isInbound: Bool

  private let connection: PeerConnection
  private let id: UInt32
  private let input: Mutex<StreamInput>

  /// A stream of a connection. `unread` came behind the agreement on the protocol; `negotiation` is what remains of one that is not waited for.
  init(
    _ connection: PeerConnection, _ id: UInt32, _ protocolID: String, isInbound: Bool, unread: [UInt8] = [],
    negotiation: MultistreamInitiator? = nil
  ) {
    self.connection = connection
    self.id = id
    self.protocolID = protocolID
    self.isInbound = isInbound
    peer = connection.peer
    input = Mutex(StreamInput(bytes: unread, negotiation: negotiation))
  }

  deinit { connection.release(id) }

  /// Where the other end is.
  public var remoteAddress: Multiaddr { connection.remoteAddress }

  // MARK: Reading

  /// The next bytes, as many as are there and at least one; nil at the end.
  ///
  /// - Throws: ``StreamError``, `CancellationError`.
  public nonisolated(nonsending) func read() async throws -> [UInt8]? {
    if let bytes = input.withLock({ $0.takeAll() }) { return bytes }
    guard let bytes = try await receive() else { return nil }
    return bytes
  }

  /// The next message that is preceded by its length as varint; nil at the end. After a message above the limit the stream is of no more use.
  ///
  /// - Throws: ``StreamError``, `CancellationError`.
  public nonisolated(nonsending) func readMessage(limit: Int) async throws -> [UInt8]? {
    while true {
      if let message = try input.withLock({ input throws(StreamError) in try input.nextMessage(limit: limit) }) { return message }
      guard try await receiveMore() else { return nil }
    }
  }

  /// All messages that are there, at least one and at most `count`, each preceded by its length as varint; nil at the end. Much
  /// cheaper than ``readMessage(limit:)`` where messages are small and many.
  ///
  /// - Throws: ``StreamError``, `CancellationError`.
  public nonisolated(nonsending) func readMessages(limit: Int, count: Int = 1_024) async throws -> [[UInt8]]? {
    while true {
      let messages = try input.withLock { input throws(StreamError) in
        var messages: [[UInt8]] = []
        while messages.count < count, let message = try input.nextMessage(limit: limit) { messages.append(message) }
        return messages
      }
      if !messages.isEmpty { return messages }
      guard try await receiveMore() else { return nil }
    }
  }

  /// Everything up to the end.
  ///
  /// - Throws: ``StreamError``, `messageTooLong` beyond `limit` bytes; `CancellationError`.
  public nonisolated(nonsending) func readToEnd(limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let part = try await read() {
      guard part.count <= limit - bytes.count else { throw StreamError.messageTooLong }
      if bytes.isEmpty { bytes = part } else { bytes += part }
    }
    return bytes
  }

  // MARK: Writing

  /// Sends bytes. Returns at once as long as there is room in the send queue, else when there is again.
  ///
  /// - Throws: ``StreamError``, `CancellationError`; the bytes may have been taken in part or in whole then.
  public nonisolated(nonsending) func write(_ bytes: [UInt8]) async throws {
    if try connection.write(bytes, to: id) { return }
    try await connection.wait(for: .writable, on: id)
  }

  /// Sends a message preceded by its length as varint, as ``write(_:)`` does.
  public nonisolated(nonsending) func writeMessage(_ message: [UInt8]) async throws {
    if try connection.write(message, to: id, prefix: UInt64(message.count)) { return }
    try await connection.wait(for: .writable, on: id)
  }

  /// Sends bytes if there is room in the send queue. False means that there is none and that nothing was sent. Never waits.
  public func offer(_ bytes: [UInt8]) throws(StreamError) -> Bool { try connection.offer(bytes, to: id) }

  /// Sends a message preceded by its length as varint, as ``offer(_:)`` does.
  public func offerMessage(_ message: [UInt8]) throws(StreamError) -> Bool {
    try connection.offer(message, to: id, prefix: UInt64(message.count))
  }

  /// Waits until there is room in the send queue.
  public nonisolated(nonsending) func waitForRoom() async throws { try await connection.wait(for: .writable, on: id) }

  // MARK: Ending

  /// Ends our half after what was written. The other side may go on.
  public func closeWrite() { connection.closeWrite(id) }

  /// Ends both halves at once; what is under way is lost. Tasks that wait get ``StreamError/reset``.
  public func reset() { connection.reset(id) }

  /// Resets the stream after the given time, or takes that back.
  public func setLifetime(_ lifetime: Duration?) { connection.setDeadline(lifetime.map { Host.now() &+ $0.nanoseconds }, of: id) }

  /// Ends our half and throws away what comes on the other: the protocol's last act.
  func finish() { connection.finish(id) }

  // MARK: Bytes of the connection

  /// The next bytes of the connection behind the agreement on the protocol; nil at the end.
  private nonisolated(nonsending) func receive() async throws -> [UInt8]? {
    while true {
      switch try connection.read(id) {
      case .bytes(let bytes):
        let rest = try input.withLock { input throws(StreamError) in try input.accept(bytes) }
        if !rest.isEmpty { return rest }
      case .end:
        return nil
      case .nothing:
        try await connection.wait(for: .readable, on: id)
      }
    }
  }

  /// Adds bytes to those that messages are made of; false at the end.
  private nonisolated(nonsending) func receiveMore() async throws -> Bool {
    guard let bytes = try await receive() else {
      guard input.withLock({ $0.isEmpty }) else { throw StreamError.truncated }
      return false
    }
    input.withLock { $0.append(bytes) }
    return true
  }
}
