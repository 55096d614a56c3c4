import LibP2P
import Testing

/// Kademlia among real hosts on loopback.
@Suite(.timeLimit(.minutes(2))) struct KademliaTests {
  @Test func `peers enter the tables, and leave them with their connection`() async throws {
    try await HostNetwork.run(3) { network in
      try await network.connect(0, 1)
      try await network.connect(0, 2)
      try await eventually { network.kademlias[0].tablePeers.count == 2 && network.kademlias[1].tablePeers.count == 1 }
      #expect(network.kademlias[0].knownPeers.first { $0.peer == network.hosts[1].peerID }?.addresses == network.hosts[1].listenAddresses)
      await network.hosts[2].disconnect(network.hosts[0].peerID)
      try await eventually { network.kademlias[0].tablePeers == [network.hosts[1].peerID] }
    }
  }

  @Test func `finds peers and providers through others, connecting on the way`() async throws {
    try await HostNetwork.run(6) { network in
      // A line: 0 knows 1 alone.
      for node in 0..<5 { try await network.connect(node, node + 1) }
      for node in 1..<5 { try await eventually { network.kademlias[node].tablePeers.count >= 2 } }
      try await eventually { network.kademlias[0].tablePeers.count >= 1 && network.kademlias[5].tablePeers.count >= 1 }
      let last = network.hosts[5]
      #expect(await network.kademlias[0].findPeer(last.peerID) == last.listenAddresses)
      let content = Kademlia.overlayContent(masterKey: "somebody")
      #expect(await network.kademlias[5].provide(content) > 0)
      let providers = await network.kademlias[0].findProviders(of: content, count: 1)
      #expect(providers.map(\.id) == [last.peerID] && providers.first?.addresses == last.listenAddresses)
      #expect(await network.kademlias[0].refresh())
      let nearest = await network.kademlias[0].closestPeers(to: content.bytes)
      #expect(Set(nearest) == Set(network.hosts.dropFirst().map(\.peerID)))
      let nobody = NodeKey.generate().peerID
      #expect(await network.kademlias[0].findPeer(nobody) == nil)
    }
  }

  @Test func `answers as the reference does`() async throws {
    try await HostNetwork.run(3) { network in
      let server = network.hosts[0]
      try await network.connect(1, 0)
      try await network.connect(2, 0)
      try await eventually { network.kademlias[0].tablePeers.count == 2 }
      let stream = try await network.hosts[1].openStream(to: server.peerID, protocols: [KademliaConfiguration().protocolID])
      func ask(_ message: KademliaMessage) async throws -> KademliaMessage? {
        try await stream.writeMessage(message.encoded)
        return try await stream.readMessage(limit: 1 << 20).map { try KademliaMessage(decoding: $0) }
      }
      let client = network.hosts[1].peerID
      let other = KademliaMessage.Peer(id: network.hosts[2].peerID, addresses: network.hosts[2].listenAddresses, connection: .connected)
      #expect(try await ask(KademliaMessage(.ping)) == KademliaMessage(.ping))
      // The table's peers but the one who asks; no key in the answer.
      #expect(try await ask(KademliaMessage(.findNode, key: [1, 2, 3])) == KademliaMessage(.findNode, closerPeers: [other]))
      // Itself alone when it is looked for.
      let own = KademliaMessage.Peer(id: server.peerID, addresses: server.listenAddresses)
      #expect(try await ask(KademliaMessage(.findNode, key: server.peerID.bytes)) == KademliaMessage(.findNode, closerPeers: [own]))
      // Providers with the key. Announcements count only for oneself, and only with an address.
      let key = ContentID(of: [1]).bytes
      let address = try Multiaddr(parsing: "/ip4/10.0.0.1/tcp/1")
      for provider in [KademliaMessage.Peer(id: other.id, addresses: [address]), KademliaMessage.Peer(id: client, addresses: [])] {
        try await stream.writeMessage(KademliaMessage(.addProvider, key: key, providers: [provider]).encoded)
      }
      #expect(try await ask(KademliaMessage(.getProviders, key: key)) == KademliaMessage(.getProviders, key: key, closerPeers: [other]))
      let me = KademliaMessage.Peer(id: client, addresses: [address])
      try await stream.writeMessage(KademliaMessage(.addProvider, key: key, providers: [me]).encoded)
      let answer = try await ask(KademliaMessage(.getProviders, key: key))
      #expect(answer?.key == key && answer?.providers.map(\.id) == [client] && answer?.providers.first?.connection == .connected)
      #expect(answer?.providers.first?.addresses.contains(address) == true)
      #expect(try await ask(KademliaMessage(.getValue, key: [5])) == KademliaMessage(.getValue, key: [5], closerPeers: [other]))
      // What it does not do ends the stream.
      await #expect(throws: StreamError.self) {
        guard try await ask(KademliaMessage(.putValue, key: [5], record: [1])) != nil else { throw StreamError.reset }
      }
    }
  }

  @Test func `ends the stream of a peer that asks too much or talks nonsense`() async throws {
    try await HostNetwork.run(2) { network in
      try await network.connect(1, 0)
      for message in [[UInt8](repeating: 0, count: 3), KademliaMessage(.ping).encoded] {
        let stream = try await network.hosts[1].openStream(to: network.hosts[0].peerID, protocols: [KademliaConfiguration().protocolID])
        var answers = 0
        await #expect(throws: StreamError.self) {
          while answers < 10_000 {
            try await stream.writeMessage(message)
            guard try await stream.readMessage(limit: 1000) != nil else { throw StreamError.reset }
            answers += 1
          }
        }
        #expect(answers < 10_000)
      }
    }
  }
}
