import LibP2P

/// Streams on which everything comes back.
enum EchoProtocol {
  /// The protocol.
  static let id = "/iotex-swift/echo/1.0.0"

  /// Sends back what peers send.
  static func serve(on host: Host) {
    host.setHandler([id], limits: StreamLimits(concurrentPerConnection: 128)) { stream in
      do {
        while let bytes = try await stream.read() { try await stream.write(bytes) }
        stream.closeWrite()
      } catch {
        Output.write("echo-failed \(error)")
        stream.reset()
      }
    }
  }

  /// Sends so many bytes and compares what comes back.
  static func run(_ host: Host, _ peer: PeerID, byteCount: Int) async throws -> Bool {
    let stream = try await host.openStream(to: peer, protocols: [id])
    let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    async let answer = stream.readToEnd(limit: byteCount)
    for start in stride(from: 0, to: byteCount, by: 50_000) {
      try await stream.write(Array(bytes[start..<min(byteCount, start + 50_000)]))
    }
    stream.closeWrite()
    return try await answer == bytes
  }
}
