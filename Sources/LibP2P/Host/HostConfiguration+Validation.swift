/// Why a ``HostConfiguration`` makes no sense.
public enum HostConfigurationError: Error, Sendable, Hashable {
  /// Nothing protects connections.
  case noSecurity
  /// No muxer, or one that is not yamux.
  case muxer
  /// A window of yamux below 262,144 bytes or above 1 GiB.
  case window
  /// A frame of yamux without room for a byte, or longer than 16 MiB.
  case frame
  /// A limit below 1; the name is the property's.
  case limit(String)
  /// The low water is above the high water.
  case water
}

extension HostConfiguration {
  /// Throws if it makes no sense.
  public func validate() throws(HostConfigurationError) {
    guard !security.isEmpty else { throw .noSecurity }
    guard !muxers.isEmpty, muxers.allSatisfy(YamuxSession.protocolIDs.contains) else { throw .muxer }
    guard (YamuxConfiguration.initialWindow...1 << 30).contains(yamux.window) else { throw .window }
    guard (1...1 << 24).contains(yamux.maximumFrame) else { throw .frame }
    guard connections.lowWater <= connections.highWater else { throw .water }
    let positive: [(String, Int)] = [
      ("halfOpenConnections", limits.halfOpenConnections), ("halfOpenConnectionsPerAddress", limits.halfOpenConnectionsPerAddress),
      ("connectionsPerAddress", limits.connectionsPerAddress), ("connectionsPerPeer", limits.connectionsPerPeer),
      ("connections", limits.connections), ("memoryPerPeer", limits.memoryPerPeer), ("identifyMessage", limits.identifyMessage),
      ("concurrent", dialing.concurrent), ("lowWater", connections.lowWater), ("sendQueue", yamux.sendQueue),
      ("outputQueue", yamux.outputQueue), ("answerQueue", yamux.answerQueue), ("maximumInboundStreams", yamux.maximumInboundStreams),
      ("maximumOutboundStreams", yamux.maximumOutboundStreams),
      ("maximumUnacknowledgedStreams", yamux.maximumUnacknowledgedStreams),
    ]
    for (name, value) in positive where value < 1 { throw .limit(name) }
    for (name, duration) in [
      ("handshakeTimeout", limits.handshakeTimeout), ("negotiationTimeout", limits.negotiationTimeout),
      ("writeTimeout", limits.writeTimeout), ("connectTimeout", dialing.connectTimeout),
    ] where duration <= .zero { throw .limit(name) }
  }
}
