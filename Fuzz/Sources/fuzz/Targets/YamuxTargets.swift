import Glibc
import LibP2P

/// What peers send inside a secured connection: the frames of many streams.
extension FuzzTarget {
  /// Frames that nobody made. The first byte says which side we are and in which chunks they arrive.
  static let yamux = FuzzTarget(name: "yamux") { input in
    let (choice, rest) = input.selector
    let session = YamuxSession(isDialer: choice % 2 == 0)
    var (whole, pieces) = (session, session)
    var violations: (YamuxViolation?, YamuxViolation?)
    do throws(YamuxViolation) { try whole.receive(rest, at: 1) } catch { violations.0 = error }
    do throws(YamuxViolation) {
      for start in stride(from: 0, to: rest.count, by: choice / 2 + 1) {
        try pieces.receive(UnsafeRawBufferPointer(rebasing: rest[start..<min(rest.count, start + choice / 2 + 1)]), at: 1)
      }
    } catch {
      violations.1 = error
    }
    require(violations.0 == violations.1, "the verdict depends on the chunks")
    require(whole == pieces, "the session depends on the chunks")
    check(whole)
    checkFrames(&whole)
  }

  /// A session with all that its owner does and all that the other side may send; a byte says what happens next.
  static let yamuxSession = FuzzTarget(name: "yamux-session") { input in
    let (choice, rest) = input.selector
    var script = YamuxScript(rest)
    var session = YamuxSession(isDialer: choice % 2 == 0, configuration: narrow)
    var now: UInt64 = 1
    do throws(YamuxViolation) {
      while let operation = script.next() {
        now += 1_000_000
        let id = UInt32(operation >> 4)
        switch operation & 15 {
        case 0: if let opened = try? session.open() { require(session.contains(opened), "an opened stream is not there") }
        case 1: try? session.accept(id)
        case 2: if case .bytes(let bytes) = session.read(id) { require(!bytes.isEmpty, "nothing was read") }
        case 3: _ = try? session.write([UInt8](repeating: 1, count: 64 * script.number()), to: id)
        case 4: session.closeWrite(id)
        case 5: session.reset(id)
        case 6: session.discardInput(id)
        case 7: try session.refuse(id, at: now)
        case 8: checkFrames(&session)
        case 9:
          now += 11_000_000_000
          try session.tick(at: now)
        case 10: session.goAway()
        case 11: try script.raw(script.number()).withBytes { (bytes) throws(YamuxViolation) in try session.receive(bytes, at: now) }
        default:
          let frame = script.frame(of: id, kind: operation & 3)
          try frame.withBytes { (bytes) throws(YamuxViolation) in try session.receive(bytes, at: now) }
        }
        check(session)
      }
    } catch {
      // The session is of no more use, but what is left of it must be sound.
      check(session)
      checkFrames(&session)
    }
  }

  /// Two sessions that keep the rules: neither blames the other, and bytes arrive in their order.
  static let yamuxPair = FuzzTarget(name: "yamux-pair") { input in
    var script = YamuxScript(input)
    var pair = YamuxPair(narrow)
    while let operation = script.next() {
      let side = Int(operation >> 3) & 1
      let id = UInt32(operation >> 4)
      switch operation & 7 {
      case 0: _ = try? pair.sessions[side].open()
      case 1: try? pair.sessions[side].accept(id)
      case 2: pair.read(id, on: side)
      case 3: pair.write(64 * script.number(), to: id, on: side)
      case 4: pair.sessions[side].closeWrite(id)
      case 5: pair.sessions[side].reset(id)
      default: pair.transfer(from: side, chunk: 1 + script.number())
      }
      pair.sessions.forEach(check)
    }
  }

  /// Limits that a short script can reach.
  private static var narrow: YamuxConfiguration {
    var limits = YamuxConfiguration()
    limits.window = YamuxConfiguration.initialWindow
    limits.maximumUnreadBytes = YamuxConfiguration.initialWindow
    limits.maximumFrame = 512
    limits.maximumInboundStreams = 4
    limits.maximumOutboundStreams = 4
    limits.maximumUnacknowledgedStreams = 3
    limits.sendQueue = 4096
    limits.outputQueue = 4096
    limits.answerQueue = 1024
    return limits
  }

  private static func check(_ session: YamuxSession) {
    let limits = session.configuration
    require((0...limits.maximumUnreadBytes).contains(session.unreadCount), "\(session.unreadCount) bytes are unread")
    require(session.streamCount <= limits.maximumInboundStreams + limits.maximumOutboundStreams, "there are too many streams")
  }

  /// Takes what a session sends, and its events: all of it must be what a session of the other side can read.
  private static func checkFrames(_ session: inout YamuxSession) {
    var output: [UInt8] = []
    session.takeOutput(into: &output)
    for event in session.takeEvents() {
      if case .opened(let id) = event { require((id % 2 == 1) != session.isDialer, "the other side opened a stream of ours") }
    }
    output.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        guard let header = try? YamuxHeader(decoding: UnsafeRawBufferPointer(rebasing: rest.prefix(YamuxHeader.byteCount))) else {
          return require(false, "a frame cannot be read")
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(YamuxHeader.byteCount))
        guard header.kind == .data else { continue }
        require(Int(header.length) <= min(session.configuration.maximumFrame, rest.count), "a frame is too long")
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(Int(header.length)))
      }
    }
  }
}

/// What happens to a session, read from the input.
private struct YamuxScript {
  private var rest: ArraySlice<UInt8>

  init(_ input: UnsafeRawBufferPointer) { rest = [UInt8](input)[...] }

  mutating func next() -> UInt8? { rest.popFirst() }

  /// 0 to 255; 0 at the end.
  mutating func number() -> Int { Int(rest.popFirst() ?? 0) }

  mutating func raw(_ count: Int) -> [UInt8] {
    defer { rest = rest.dropFirst(count) }
    return [UInt8](rest.prefix(count))
  }

  /// A well-formed frame. A byte holds its flags, another its length; data are zeros.
  mutating func frame(of stream: UInt32, kind: UInt8) -> [UInt8] {
    let flags = number()
    let kind = YamuxHeader.Kind(rawValue: kind) ?? .data
    let length = flags & 0xF0 == 0xF0 ? Int(UInt32.max) : number() << (flags >> 4)
    var bytes: [UInt8] = []
    YamuxHeader(kind, flags: .init(rawValue: UInt16(flags & 15)), stream: stream, length: UInt32(length)).encode(into: &bytes)
    if kind == .data { bytes.append(contentsOf: repeatElement(0, count: min(length, 300_000))) }
    return bytes
  }
}

/// Two sessions and the bytes between them. What is written to a stream counts up, so that a lost byte shows.
private struct YamuxPair {
  /// The one that made the connection first.
  var sessions: [YamuxSession]
  /// What was written and read, by side and stream.
  private var written: [Place: UInt8] = [:]
  private var read: [Place: UInt8] = [:]
  private var onTheWay: [[UInt8]] = [[], []]
  private var now: UInt64 = 1
  /// Bytes that count up and begin again after 255, from any of them as many as can be unread.
  private static let pattern = (0..<YamuxConfiguration.initialWindow + 256).map { UInt8(truncatingIfNeeded: $0) }

  private struct Place: Hashable {
    let side: Int
    let stream: UInt32
  }

  init(_ configuration: YamuxConfiguration) {
    sessions = [true, false].map { YamuxSession(isDialer: $0, configuration: configuration) }
  }

  mutating func write(_ count: Int, to id: UInt32, on side: Int) {
    let place = Place(side: side, stream: id)
    let first = Int(written[place] ?? 0)
    guard (try? sessions[side].write([UInt8](Self.pattern[first..<first + count]), to: id)) != nil else { return }
    written[place] = UInt8(truncatingIfNeeded: first + count)
  }

  mutating func read(_ id: UInt32, on side: Int) {
    guard case .bytes(let bytes) = sessions[side].read(id) else { return }
    let place = Place(side: 1 - side, stream: id)
    let first = Int(read[place] ?? 0)
    let isInOrder = Self.pattern[first...].withUnsafeBytes { pattern in
      pattern.baseAddress.map { memcmp(bytes, $0, bytes.count) } == 0
    }
    require(isInOrder, "bytes are lost or out of order")
    read[place] = UInt8(truncatingIfNeeded: first + bytes.count)
  }

  mutating func transfer(from side: Int, chunk: Int) {
    now += 1_000_000_000
    var output: [UInt8] = []
    sessions[side].takeOutput(into: &output)
    onTheWay[side] += output
    let count = min(onTheWay[side].count, chunk * chunk)
    let piece = [UInt8](onTheWay[side].prefix(count))
    onTheWay[side].removeFirst(count)
    do throws(YamuxViolation) {
      let (time, other) = (now, 1 - side)
      try piece.withBytes { (bytes) throws(YamuxViolation) in try sessions[other].receive(bytes, at: time) }
    } catch {
      require(false, "an honest side is blamed: \(error)")
    }
    sessions.indices.forEach { _ = sessions[$0].takeEvents() }
  }
}

extension Array<UInt8> {
  /// Calls the body with the bytes; unlike `withUnsafeBytes` it keeps the type of the error.
  fileprivate func withBytes<Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
    let result = withUnsafeBytes { buffer in
      Result { () throws(Failure) in try body(buffer) }
    }
    try result.get()
  }
}
