import LibP2P
import Testing

/// Configurations that make no sense.
struct HostConfigurationTests {
  @Test("accepts the defaults")
  func defaults() throws { try HostConfiguration().validate() }

  @Test("rejects what cannot work, and does not start with it")
  func nonsense() async throws {
    let cases: [(HostConfigurationError, (inout HostConfiguration) -> Void)] = [
      (.noSecurity, { $0.security = [] }), (.muxer, { $0.muxers = ["/mplex/6.7.0"] }), (.window, { $0.yamux.window = 1 }),
      (.window, { $0.yamux.window = .max }), (.frame, { $0.yamux.maximumFrame = 0 }), (.water, { $0.connections.lowWater = 1_000 }),
      (.limit("connectionsPerPeer"), { $0.limits.connectionsPerPeer = 0 }),
      (.limit("handshakeTimeout"), { $0.limits.handshakeTimeout = .zero }),
    ]
    for (error, change) in cases {
      await #expect(throws: HostError.configuration(error)) { try await HostTesting.start(.generate(), change).stop() }
    }
  }
}
