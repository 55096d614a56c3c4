extension Host {
  /// The protocol: 32 bytes come back.
  public static let pingProtocolID = "/ipfs/ping/1.0.0"
  /// How many bytes come back.
  private static let pingByteCount = 32
  /// How often a peer may ask on a stream, in a second and at once.
  private static let pingRate = RateLimit(perSecond: 16, burst: 64)
  /// How long an answer may take.
  private static let pingTimeout = Duration.seconds(20)

  /// How long a connected peer takes to answer.
  ///
  /// - Throws: ``HostError``, ``StreamError``, `CancellationError`.
  public func ping(_ peer: PeerID) async throws -> Duration {
    let stream = try await openStream(to: peer, protocols: [Self.pingProtocolID])
    stream.setLifetime(Self.pingTimeout)
    let question = (0..<Self.pingByteCount).map { _ in UInt8.random(in: .min ... .max) }
    var answer: [UInt8] = []
    let start = ContinuousClock.now
    try await stream.write(question)
    while answer.count < Self.pingByteCount, let part = try await stream.read() { answer += part }
    let duration = ContinuousClock.now - start
    guard answer == question else { throw StreamError.truncated }
    stream.closeWrite()
    return duration
  }

  /// Answers pings.
  func servePing() {
    let limits = StreamLimits(concurrentPerConnection: 2, openings: RateLimit(perSecond: 2, burst: 16))
    handlers.set([Self.pingProtocolID], limits: limits) { stream in
      var meter = RateMeter(Self.pingRate)
      do {
        var question: [UInt8] = []
        while let part = try await stream.read() {
          question += part
          while question.count >= Self.pingByteCount {
            guard meter.admit(at: Host.now()) else { return stream.reset() }
            try await stream.write(Array(question.prefix(Self.pingByteCount)))
            question.removeFirst(Self.pingByteCount)
          }
        }
      } catch {
        stream.reset()
      }
    }
  }
}
