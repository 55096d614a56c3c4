import LibP2P

/// Two yamux sessions joined back to back, and every frame that went between them.
struct YamuxPair {
  /// One frame, as recorded.
  struct Frame: Equatable {
    var fromClient: Bool
    var header: [UInt8]
    var data: [UInt8]
  }

  /// The sides; the client dialled.
  var client: YamuxSession
  var server: YamuxSession
  /// What was sent so far.
  var frames: [Frame] = []
  /// What each side was told.
  var clientEvents: [YamuxEvent] = []
  var serverEvents: [YamuxEvent] = []

  init(client: YamuxConfiguration = .recorded, server: YamuxConfiguration = .recorded) {
    self.client = YamuxSession(isDialer: true, configuration: client)
    self.server = YamuxSession(isDialer: false, configuration: server)
  }

  /// Carries what both sides have to send, until neither has.
  mutating func settle(at now: UInt64 = 0) throws {
    while client.hasOutput || server.hasOutput {
      frames += try Self.carry(from: &client, to: &server, fromClient: true, at: now)
      frames += try Self.carry(from: &server, to: &client, fromClient: false, at: now)
    }
    clientEvents += client.takeEvents()
    serverEvents += server.takeEvents()
  }

  private static func carry(
    from sender: inout YamuxSession, to receiver: inout YamuxSession, fromClient: Bool, at now: UInt64
  ) throws -> [Frame] {
    var bytes: [UInt8] = []
    sender.takeOutput(into: &bytes)
    try receiver.receive(bytes, at: now)
    return split(bytes).map { Frame(fromClient: fromClient, header: $0.header, data: $0.data) }
  }

  /// The frames that bytes consist of.
  static func split(_ bytes: [UInt8]) -> [(header: [UInt8], data: [UInt8])] {
    var frames: [(header: [UInt8], data: [UInt8])] = []
    var rest = bytes[...]
    while rest.count >= YamuxHeader.byteCount {
      let header = [UInt8](rest.prefix(YamuxHeader.byteCount))
      rest = rest.dropFirst(YamuxHeader.byteCount)
      let length = header[1] == 0 ? header[8..<12].reduce(0) { $0 << 8 | Int($1) } : 0
      frames.append((header, [UInt8](rest.prefix(length))))
      rest = rest.dropFirst(length)
    }
    return frames
  }
}

extension YamuxConfiguration {
  /// As the reference was when its frames were recorded: frames as long as the window.
  static var recorded: YamuxConfiguration {
    var configuration = YamuxConfiguration()
    configuration.maximumFrame = 1_048_576
    configuration.sendQueue = 4_194_304
    configuration.outputQueue = 4_194_304
    return configuration
  }
}

extension YamuxSession {
  /// Takes bytes from the other side.
  mutating func receive(_ bytes: [UInt8], at now: UInt64 = 0) throws(YamuxViolation) {
    try bytes.withUnsafeBytes { buffer in Result { () throws(YamuxViolation) in try receive(buffer, at: now) } }.get()
  }

  /// Takes one frame from the other side.
  mutating func receive(_ header: YamuxHeader, _ data: [UInt8] = [], at now: UInt64 = 0) throws(YamuxViolation) {
    var bytes: [UInt8] = []
    header.encode(into: &bytes)
    try receive(bytes + data, at: now)
  }

  /// Writes bytes to a stream.
  @discardableResult
  mutating func write(_ bytes: [UInt8], to id: UInt32) throws(YamuxStreamError) -> Bool {
    try bytes.withUnsafeBytes { buffer in Result { () throws(YamuxStreamError) in try write(buffer, to: id) } }.get()
  }

  /// The frames that are to be sent.
  mutating func takeFrames() -> [(header: [UInt8], data: [UInt8])] {
    var bytes: [UInt8] = []
    takeOutput(into: &bytes)
    return YamuxPair.split(bytes)
  }
}
