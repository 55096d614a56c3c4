import LibP2P
import Testing

/// What a hostile or broken peer may do to a yamux session, and where it ends.
struct YamuxLimitTests {
  @Test("rejects frames of another version and of unknown kinds")
  func unknownFrames() {
    var session = YamuxSession(isDialer: false)
    #expect(throws: YamuxViolation.version) { try session.receive([1] + [UInt8](repeating: 0, count: 11)) }
    session = YamuxSession(isDialer: false)
    #expect(throws: YamuxViolation.kind) { try session.receive([0, 4] + [UInt8](repeating: 0, count: 10)) }
  }

  @Test("says go away with a protocol error after a violation")
  func goAway() {
    var session = YamuxSession(isDialer: false)
    #expect(throws: YamuxViolation.stream) { try session.receive(YamuxHeader(.data, stream: 0, length: 1)) }
    #expect(session.takeFrames().map(\.header) == [[0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]])
  }

  @Test("rejects streams opened with our own parity, and a second time")
  func streamIDs() throws {
    var session = YamuxSession(isDialer: false)
    #expect(throws: YamuxViolation.streamID) { try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: 2)) }
    session = YamuxSession(isDialer: false)
    try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: 1))
    #expect(throws: YamuxViolation.streamID) { try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: 1)) }
  }

  @Test("rejects more data than the window, before any of them is kept")
  func receiveWindow() throws {
    var session = YamuxSession(isDialer: false)
    try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: 1))
    try session.receive(YamuxHeader(.data, stream: 1, length: 262_144), [UInt8](repeating: 0, count: 262_144))
    #expect(throws: YamuxViolation.receiveWindow) { try session.receive(YamuxHeader(.data, stream: 1, length: 1)) }
    #expect(session.unreadCount == 262_144)
  }

  @Test("rejects a huge frame for a stream that does not exist")
  func hugeUnknown() {
    var session = YamuxSession(isDialer: false)
    #expect(throws: YamuxViolation.receiveWindow) { try session.receive(YamuxHeader(.data, stream: 9, length: .max)) }
  }

  @Test("rejects a send window beyond 32 bits")
  func sendWindow() throws {
    var session = YamuxSession(isDialer: false)
    try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: 1, length: .max - 262_144))
    #expect(throws: YamuxViolation.sendWindow) { try session.receive(YamuxHeader(.windowUpdate, stream: 1, length: 1)) }
  }

  @Test("resets streams beyond the limit, keeps the others, and ends the session when it goes on")
  func streamLimit() throws {
    var configuration = YamuxConfiguration()
    configuration.maximumInboundStreams = 2
    configuration.refusals = RateLimit(perSecond: 1, burst: 3)
    var session = YamuxSession(isDialer: false, configuration: configuration)
    for id: UInt32 in [1, 3, 5, 7, 9] { try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: id)) }
    #expect(session.takeEvents() == [.opened(1), .opened(3)])
    #expect(session.takeFrames().map { $0.header[3] } == [8, 8, 8])
    try session.receive(YamuxHeader(.data, stream: 3, length: 1), [7])
    #expect(session.read(3) == .bytes([7]))
    #expect(throws: YamuxViolation.tooManyRefusals) {
      try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: 11))
    }
  }

  @Test("limits how fast streams are opened, even if they are reset at once")
  func rapidReset() throws {
    var configuration = YamuxConfiguration()
    configuration.streams = RateLimit(perSecond: 10, burst: 10)
    configuration.refusals = RateLimit(perSecond: 1, burst: 5)
    var session = YamuxSession(isDialer: false, configuration: configuration)
    #expect(throws: YamuxViolation.tooManyRefusals) {
      for id in 0..<UInt32(1_000) {
        try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: 2 * id + 1))
        try session.receive(YamuxHeader(.windowUpdate, flags: .reset, stream: 2 * id + 1))
      }
    }
    #expect(session.takeEvents().filter { if case .opened = $0 { true } else { false } }.count == 10)
  }

  @Test("limits frames without data", arguments: [YamuxHeader(.ping, flags: .synchronize), YamuxHeader(.data, stream: 1)])
  func controlFrames(header: YamuxHeader) {
    var configuration = YamuxConfiguration()
    configuration.controlFrames = RateLimit(perSecond: 100, burst: 100)
    var session = YamuxSession(isDialer: false, configuration: configuration)
    #expect(throws: YamuxViolation.tooManyControlFrames) { for _ in 0..<101 { try session.receive(header) } }
  }

  @Test("does not pile up answers for a peer that reads none")
  func unreadAnswers() {
    var session = YamuxSession(isDialer: false)
    var now: UInt64 = 0
    #expect(throws: YamuxViolation.unreadAnswers) {
      while true {
        now += 1_000_000_000
        try session.receive(YamuxHeader(.ping, flags: .synchronize), at: now)
      }
    }
    #expect(session.takeFrames().count < 60_000)
  }

  @Test("resets the stream that goes beyond the memory for unread bytes")
  func memory() throws {
    var configuration = YamuxConfiguration()
    configuration.maximumUnreadBytes = 300_000
    var session = YamuxSession(isDialer: false, configuration: configuration)
    for id: UInt32 in [1, 3] {
      try session.receive(YamuxHeader(.windowUpdate, flags: .synchronize, stream: id))
      try session.receive(YamuxHeader(.data, stream: id, length: 200_000), [UInt8](repeating: 0, count: 200_000))
    }
    #expect(session.takeEvents() == [.opened(1), .readable(1), .opened(3), .reset(3)])
    #expect(session.unreadCount == 200_000)
    try session.receive(YamuxHeader(.data, stream: 1, length: 1), [7])
    #expect(session.unreadCount == 200_001)
  }

  @Test("ends the session when nothing answers a ping, and not when anything does")
  func keepAlive() throws {
    var session = YamuxSession(isDialer: false)
    let second: UInt64 = 1_000_000_000
    try session.tick(at: 0)
    try session.tick(at: 30 * second)
    #expect(session.takeFrames().map(\.header) == [[0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]])
    try session.receive(YamuxHeader(.windowUpdate, stream: 1, length: 0), at: 39 * second)
    try session.tick(at: 40 * second)
    try session.tick(at: 60 * second)
    #expect(throws: YamuxViolation.keepAlive) { try session.tick(at: 70 * second) }
  }

  @Test("survives any bytes")
  func garbage() {
    var generator = SeededRandom(seed: 7)
    for _ in 0..<2_000 {
      var session = YamuxSession(isDialer: generator.next() % 2 == 0)
      for _ in 0..<8 {
        var bytes = (0..<40).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        for offset in [0, 12, 24] {
          bytes[offset] = 0
          bytes[offset + 1] %= 4
          bytes[offset + 2] = 0
          for zero in 4..<7 { bytes[offset + zero] = 0 }
          bytes[offset + 7] %= 4
        }
        do { try session.receive(bytes) } catch { break }
        for event in session.takeEvents() {
          if case .opened(let id) = event { try? session.accept(id) }
          if case .readable(let id) = event { _ = session.read(id) }
        }
        _ = session.takeFrames()
      }
      #expect(session.unreadCount >= 0)
    }
  }
}
