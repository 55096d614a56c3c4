import LibP2P
import Testing

/// What the streams of a session promise their users.
struct YamuxSessionTests {
  @Test("carries bytes in any pieces")
  func pieces() throws {
    var client = YamuxSession(isDialer: true)
    var server = YamuxSession(isDialer: false)
    let stream = try client.open()
    let message = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try client.write(message, to: stream)
    var bytes: [UInt8] = []
    client.takeOutput(into: &bytes)
    var received: [UInt8] = []
    for byte in bytes {
      try server.receive([byte])
      if case .bytes(let part) = server.read(stream) { received += part }
    }
    #expect(received == message)
  }

  @Test("puts writes of one turn into one frame")
  func coalescing() throws {
    var session = YamuxSession(isDialer: true)
    let first = try session.open()
    let second = try session.open()
    _ = session.takeFrames()
    for byte: UInt8 in [1, 2, 3] { try session.write([byte], to: first) }
    try session.write([4], to: second)
    try session.write([5], to: first)
    #expect(session.takeFrames().map(\.data) == [[1, 2, 3], [4], [5]])
  }

  @Test("holds back a writer whose peer does not read, and calls it when the peer does")
  func backPressure() throws {
    var pair = YamuxPair(client: YamuxConfiguration(), server: YamuxConfiguration())
    let stream = try pair.client.open()
    try pair.settle()
    try pair.server.accept(stream)
    try pair.settle()
    var written = 0
    let chunk = [UInt8](repeating: 1, count: 10_000)
    while try pair.client.write(chunk, to: stream) {
      written += chunk.count
      try pair.settle()
    }
    written += chunk.count
    #expect(written >= 1_048_576 + 262_144 && written < 1_048_576 + 262_144 + 2 * chunk.count)
    #expect(pair.server.unreadCount == 1_048_576)
    #expect(!pair.clientEvents.contains(.writable(stream)))
    _ = pair.server.read(stream)
    try pair.settle()
    #expect(pair.clientEvents.contains(.writable(stream)))
    guard case .bytes(let rest) = pair.server.read(stream) else { throw YamuxViolation.stream }
    #expect(rest.count == written - 1_048_576)
  }

  @Test("lets streams take turns")
  func fairness() throws {
    var session = YamuxSession(isDialer: true)
    let streams = [try session.open(), try session.open()]
    for id in streams { try session.receive(YamuxHeader(.windowUpdate, flags: .acknowledge, stream: id, length: 786_432)) }
    for id in streams { try session.write([UInt8](repeating: UInt8(id), count: 600_000), to: id) }
    var order: [UInt8] = []
    while session.hasOutput { order += session.takeFrames().compactMap { $0.data.first } }
    let alternating = order.dropFirst(4).prefix(8)
    #expect(alternating.contains(1) && alternating.contains(3))
  }

  @Test("sends the end after what waits")
  func closing() throws {
    var pair = YamuxPair()
    let stream = try pair.client.open()
    try pair.client.write([UInt8](repeating: 9, count: 500_000), to: stream)
    pair.client.closeWrite(stream)
    #expect(throws: YamuxStreamError.writeClosed) { try pair.client.write([1], to: stream) }
    try pair.settle()
    #expect(!pair.serverEvents.contains(.ended(stream)))
    try pair.server.accept(stream)
    try pair.settle()
    #expect(pair.serverEvents.contains(.ended(stream)))
    guard case .bytes(let bytes) = pair.server.read(stream) else { throw YamuxViolation.stream }
    #expect(bytes.count == 500_000 && pair.server.read(stream) == .end)
  }

  @Test("limits its own unanswered streams, as the reference demands")
  func unacknowledged() throws {
    var session = YamuxSession(isDialer: true)
    for _ in 0..<256 { _ = try session.open() }
    #expect(throws: YamuxStreamError.tooManyStreams) { try session.open() }
    try session.receive(YamuxHeader(.windowUpdate, flags: .acknowledge, stream: 1))
    #expect(try session.open() == 513)
    session.reset(3)
    #expect(try session.open() == 515)
  }

  @Test("throws away the input of a stream nobody reads, within its window")
  func discarding() throws {
    var session = YamuxSession(isDialer: false)
    try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: 1))
    try session.accept(1)
    try session.receive(YamuxHeader(.data, stream: 1, length: 3), [1, 2, 3])
    session.discardInput(1)
    try session.receive(YamuxHeader(.data, flags: .finish, stream: 1, length: 2), [1, 2])
    #expect(session.unreadCount == 0 && session.streamCount == 1)
    session.closeWrite(1)
    #expect(session.streamCount == 0)
  }
}
