import LibP2P
import Logging
import NIOPosix
import Synchronization
import Testing

/// Publish and subscribe among real hosts on loopback.
@Suite(.timeLimit(.minutes(2))) struct PubSubTests {
  private typealias F = GossipFixtures

  @Test(arguments: [SecurityProtocol.noise, .secio])
  func `delivers messages to all of a line of hosts`(_ security: SecurityProtocol) async throws {
    try await HostNetwork.run(4, security: security) { network in
      let received = network.pubSubs.map { _ in MessageLog() }
      for (pubSub, log) in zip(network.pubSubs, received) {
        pubSub.subscribe(F.topic, GossipSubscription(deliver: { message, _ in log.append(message.data) }))
      }
      for node in 0..<3 { try await network.connect(node, node + 1) }
      for (node, pubSub) in network.pubSubs.enumerated() {
        let degree = node == 0 || node == 3 ? 1 : 2
        try await eventually { pubSub.mesh(of: F.topic).count == degree }
      }
      let contents = (0..<200).map { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      for content in contents.prefix(100) { try network.pubSubs[0].publish(content, to: F.topic) }
      try network.pubSubs[3].publish(all: Array(contents.suffix(100)), to: F.topic)
      for node in 0..<4 {
        let expected = Set(node == 0 ? contents.suffix(100) : node == 3 ? contents.prefix(100) : contents[...])
        try await eventually { received[node].count == expected.count }
        #expect(Set(received[node].all) == expected)
      }
      for (node, pubSub) in network.pubSubs.enumerated() {
        let statistics = pubSub.statistics
        #expect(statistics.badSignatures == 0 && statistics.rejected == 0 && pubSub.droppedCount == 0)
        #expect(statistics.checked == (node == 0 || node == 3 ? 100 : 200))
      }
    }
  }

  @Test func `asks validators, at once and later, and forwards only what they accept`() async throws {
    try await HostNetwork.run(3) { network in
      let received = network.pubSubs.map { _ in MessageLog() }
      network.pubSubs[1].subscribe(
        F.topic,
        GossipSubscription(
          validation: .deferred { message, _ in
            await Task.yield()
            return message.data.first == 1 ? .ignore : .accept
          }, deliver: { message, _ in received[1].append(message.data) }))
      for node in [0, 2] {
        network.pubSubs[node].subscribe(
          F.topic,
          GossipSubscription(
            validation: .immediate { message, _ in message.data.first == 2 ? .reject : .accept },
            deliver: { message, _ in received[node].append(message.data) }))
      }
      try await network.connect(0, 1)
      try await network.connect(1, 2)
      try await eventually { network.pubSubs[1].mesh(of: F.topic).count == 2 && network.pubSubs[0].mesh(of: F.topic).count == 1 }
      for content in 0..<4 { try network.pubSubs[0].publish([UInt8(content)], to: F.topic) }
      // A host tells its own subscriber after it has passed a message on.
      try await eventually { received[1].count == 3 && received[2].count == 2 && network.pubSubs[2].statistics.rejected == 1 }
      #expect(Set(received[1].all) == [[0], [2], [3]] && Set(received[2].all) == [[0], [3]] && received[0].count == 0)
      #expect(network.pubSubs[2].score(of: network.hosts[1].peerID) < 0)
      #expect(network.pubSubs[1].statistics.ignored == 1)
    }
  }

  @Test func `believes a peer's own urgent words at once, and passes on only what it has signed`() async throws {
    try await HostNetwork.run(3) { network in
      let received = network.pubSubs.map { _ in MessageLog() }
      for node in [1, 2] {
        network.pubSubs[node].subscribe(
          F.topic, GossipSubscription(priority: { _ in .urgent }, deliver: { message, _ in received[node].append(message.data) }))
      }
      try await network.connect(0, 1)
      try await network.connect(1, 2)
      try await eventually { network.pubSubs[1].mesh(of: F.topic).count == 1 && network.pubSubs[0].subscribers(of: F.topic).count == 1 }
      try network.pubSubs[0].publish([1], to: F.topic, priority: .urgent)
      try await eventually { received[2].count == 1 }
      let author = NodeKey.generate()
      let host = Host(
        configuration: HostConfiguration(listenAddresses: []), key: author, eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
        logger: HostNetwork.logger)
      _ = try await host.start()
      let victim = try await host.connect(to: network.addresses[1])
      let stream = try await host.openStream(to: victim, protocols: [GossipProtocol.gossipsub10.protocolID])
      var forged = GossipMessage(signing: [2], topics: [F.topic], sequence: 1, with: author).encoded
      forged[forged.count - 1] ^= 1
      try await stream.writeMessage(GossipRPC(messages: [try GossipMessage(decoding: forged[...])]).encoded)
      try await eventually { network.pubSubs[1].statistics.badSignatures == 1 }
      try network.pubSubs[0].publish([3], to: F.topic, priority: .urgent)
      try await eventually { received[2].count == 2 && received[1].count == 3 }
      #expect(received[1].all == [[1], [2], [3]])
      #expect(received[2].all == [[1], [3]])
      #expect(network.pubSubs[1].score(of: author.peerID) < 0)
      await host.stop()
    }
  }

  @Test func `throws out a peer that sends forged messages, and one that sends nonsense`() async throws {
    try await HostNetwork.run(3) { network in
      network.pubSubs[0].subscribe(F.topic, GossipSubscription())
      try await network.connect(1, 0)
      try await network.connect(2, 0)
      let victim = network.hosts[0].peerID
      let forger = try await network.hosts[1].openStream(to: victim, protocols: [GossipProtocol.gossipsub10.protocolID])
      // Any key but the right one.
      let author = NodeKey.generate()
      for number in 0..<20 {
        var message = GossipMessage(signing: [1], topics: [F.topic], sequence: UInt64(number), with: author).encoded
        message[message.count - 1] ^= 1
        guard (try? await forger.writeMessage(GossipRPC(messages: [try GossipMessage(decoding: message[...])]).encoded)) != nil else {
          break
        }
      }
      try await eventually { !network.hosts[0].isConnected(network.hosts[1].peerID) }
      #expect(network.pubSubs[0].statistics.badSignatures >= 4)
      #expect(network.hosts[0].isConnected(network.hosts[2].peerID))
      for _ in 0..<5 {
        guard let stream = try? await network.hosts[2].openStream(to: victim, protocols: [GossipProtocol.gossipsub10.protocolID]) else {
          break
        }
        // A length above what is read, then the end of the stream by the other side.
        try? await stream.write([0xFF, 0xFF, 0xFF, 0x7F])
        while let bytes = try? await stream.read(), !bytes.isEmpty {}
      }
      try await eventually { !network.hosts[0].isConnected(network.hosts[2].peerID) }
    }
  }

  @Test func `speaks to peers of the reference's protocol only as they do`() async throws {
    try await HostNetwork.run(1) { network in
      // A peer that speaks gossipsub 1.0 alone, by hand.
      let log = MessageLog()
      let other = Host(configuration: HostConfiguration(), key: .generate(), eventLoopGroup: network.group, logger: HostNetwork.logger)
      try await other.start()
      let streams = Mutex(0)
      other.setHandler([GossipProtocol.gossipsub10.protocolID]) { stream in
        streams.withLock { $0 += 1 }
        while let bytes = try? await stream.readMessage(limit: 1 << 20) { log.append(bytes) }
      }
      network.pubSubs[0].subscribe(F.topic, GossipSubscription())
      try await other.connect(to: network.addresses[0])
      let hello = GossipRPC(subscriptions: [GossipRPC.Subscription(topic: F.topic, isSubscribed: true)]).encoded
      try await eventually { log.count > 0 }
      #expect(log.all.first == hello)
      let stream = try await other.openStream(to: network.hosts[0].peerID, protocols: [GossipProtocol.gossipsub10.protocolID])
      try await stream.writeMessage(hello)
      try await stream.writeMessage(GossipRPC(control: GossipControl(graft: [F.topic])).encoded)
      try await eventually { network.pubSubs[0].mesh(of: F.topic) == [other.peerID] }
      try network.pubSubs[0].publish([7], to: F.topic)
      try await eventually { log.all.contains { (try? GossipRPC(decoding: $0))?.messages.first?.data == [7] } }
      network.pubSubs[0].unsubscribe(F.topic)
      let prune = GossipControl.Prune(topic: F.topic)
      try await eventually { log.all.contains { (try? GossipRPC(decoding: $0))?.control?.prune == [prune] } }
      #expect(streams.withLock { $0 } == 1)
      await other.stop()
    }
  }

  @Test func `opens its stream again when it was reset`() async throws {
    try await HostNetwork.run(1) { network in
      let other = Host(configuration: HostConfiguration(), key: .generate(), eventLoopGroup: network.group, logger: HostNetwork.logger)
      try await other.start()
      let streams = Mutex(0)
      other.setHandler([GossipProtocol.gossipsub11.protocolID]) { stream in
        let number = streams.withLock { count in
          count += 1
          return count
        }
        if number < 3 { stream.reset() } else { while let bytes = try? await stream.read(), !bytes.isEmpty {} }
      }
      try await other.connect(to: network.addresses[0])
      try await eventually { streams.withLock { $0 } == 3 && network.pubSubs[0].peers == [other.peerID] }
      await other.stop()
      try await eventually { network.pubSubs[0].peers.isEmpty }
    }
  }

  @Test func `opens its stream when the peer begins to speak pubsub later`() async throws {
    try await HostNetwork.run(1) { network in
      let other = Host(configuration: HostConfiguration(), key: .generate(), eventLoopGroup: network.group, logger: HostNetwork.logger)
      try await other.start()
      try await other.connect(to: network.addresses[0])
      // An answer to a ping comes after the refusal of the stream that was opened at once.
      try await eventually { network.hosts[0].isConnected(other.peerID) }
      _ = try await network.hosts[0].ping(other.peerID)
      #expect(network.pubSubs[0].peers.isEmpty)
      let pubSub = try PubSub(host: other, logger: HostNetwork.logger)
      try await eventually { network.pubSubs[0].peers == [other.peerID] && pubSub.peers == [network.hosts[0].peerID] }
      await other.stop()
    }
  }

  @Test func `refuses parameters that do not fit, and messages that are too long`() async throws {
    try await HostNetwork.run(1) { network in
      var configuration = PubSubConfiguration()
      configuration.router.meshLow = 7
      let host = network.hosts[0]
      #expect(throws: PubSubError.invalidParameter("meshSize")) {
        _ = try PubSub(host: host, configuration: configuration, logger: HostNetwork.logger)
      }
      let long = [UInt8](repeating: 0, count: 1 << 20)
      #expect(throws: PubSubError.tooLong(1 << 20)) { _ = try network.pubSubs[0].publish(long, to: "a") }
      let count = try network.pubSubs[0].publish([1], to: "a")
      #expect(count == 0)
    }
  }
}
