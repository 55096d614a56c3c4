public import Logging
import Synchronization

/// Kademlia on a ``Host``: finds peers and providers through the network, and answers others who look for them.
///
/// Works from `init` on until the host stops. Peers enter the table when identify says that they speak the protocol and leave it with
/// their connection. Every few minutes the table is refreshed; at the start, as soon as somebody is there to ask.
public final class Kademlia: Sendable {
  /// How it behaves.
  public let configuration: KademliaConfiguration
  let host: Host
  let logger: Logger
  let state: Mutex<KademliaState>

  /// Begins to serve Kademlia on a host, started or not.
  public init(host: Host, configuration: KademliaConfiguration = KademliaConfiguration(), logger: Logger) {
    self.host = host
    self.configuration = configuration
    self.logger = logger
    state = Mutex(
      KademliaState(
        table: RoutingTable(local: host.peerID, bucketSize: configuration.bucketSize),
        providers: ProviderStore(lifetime: configuration.providerLifetime.nanoseconds)))
    if configuration.isServer {
      host.setHandler([configuration.protocolID], limits: configuration.streams) { [weak self] stream in await self?.answer(stream) }
    }
    host.spawn { await self.followPeers() }
    host.spawn { await self.refreshRegularly() }
  }

  /// What a node of the reference announces itself under: the content id of the text of the content id of its master key.
  ///
  /// Source: `JoinOverlay` of go-p2p, `nsToCid` of go-libp2p-discovery.
  public static func overlayContent(masterKey: String) -> ContentID {
    ContentID(of: Array(ContentID(of: Array(masterKey.utf8)).description.utf8))
  }

  // MARK: Looking

  /// Where a peer is: by what is known, else by asking through the network. Nil if nobody knows.
  public func findPeer(_ peer: PeerID) async -> [Multiaddr]? {
    let known = state.withLock { $0.connected.contains(peer) ? $0.book.addresses(of: peer) : [] }
    if !known.isEmpty { return known }
    let found = await search(KademliaMessage(.findNode, key: peer.bytes)) { answer in
      answer.closerPeers.contains { $0.id == peer && !$0.addresses.isEmpty }
    }
    guard found.isEnded else { return nil }
    return state.withLock { $0.book.addresses(of: peer) }
  }

  /// The peers nearest to a key that answer, the nearest first.
  public func closestPeers(to key: [UInt8]) async -> [PeerID] {
    await search(KademliaMessage(.findNode, key: key)) { _ in false }.nearest
  }

  /// Up to `count` peers that provide a content, with their addresses.
  public func findProviders(of content: ContentID, count: Int = 20) async -> [KademliaMessage.Peer] {
    let now = Host.now()
    let found = Mutex(
      state.withLock { state in
        state.providers.providers(of: content.bytes, at: now).map {
          KademliaMessage.Peer(id: $0, addresses: state.book.addresses(of: $0))
        }
      })
    if found.withLock({ $0.count }) < count {
      _ = await search(KademliaMessage(.getProviders, key: content.bytes)) { answer in
        found.withLock { found in
          for provider in answer.providers where !found.contains(where: { $0.id == provider.id }) { found.append(provider) }
          return found.count >= count
        }
      }
    }
    return Array(found.withLock { $0 }.prefix(count))
  }

  // MARK: Announcing

  /// Tells the peers nearest to a content that this node provides it.
  ///
  /// - Returns: How many were told.
  public func provide(_ content: ContentID) async -> Int {
    state.withLock { _ = $0.provided.insert(content.bytes) }
    let own = KademliaMessage.Peer(id: host.peerID, addresses: localAddresses)
    guard !own.addresses.isEmpty else { return 0 }
    let message = KademliaMessage(.addProvider, key: content.bytes, providers: [own])
    let peers = await closestPeers(to: content.bytes)
    return await withTaskGroup(of: Bool.self) { group in
      for peer in peers { group.addTask { await self.tell(peer, message) } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
  }

  /// Announces a content now and again for as long as the host runs.
  public func keepProviding(_ content: ContentID) {
    host.spawn {
      while !Task.isCancelled {
        let isKnown = await self.provide(content) > 0
        let pause = isKnown ? self.configuration.announcementInterval : self.configuration.announcementRetryInterval
        guard (try? await Task.sleep(for: pause)) != nil else { return }
      }
    }
  }

  // MARK: Knowing

  /// Searches for a random place and for this node's own, which fills the tables on the way.
  ///
  /// - Returns: Whether anybody answered.
  @discardableResult
  public func refresh() async -> Bool {
    let random = (0..<34).map { _ in UInt8.random(in: .min ... .max) }
    let first = await closestPeers(to: random)
    let second = await closestPeers(to: host.peerID.bytes)
    return !first.isEmpty || !second.isEmpty
  }

  /// The peers in the table.
  public var tablePeers: [PeerID] { state.withLock { $0.table.peers } }

  /// All peers that were heard of, with their addresses, sorted by id.
  public var knownPeers: [(peer: PeerID, addresses: [Multiaddr])] {
    state.withLock { state in state.book.peers.map { ($0, state.book.addresses(of: $0)) } }
  }

  /// Notes where a peer is, such as a bootstrap node.
  public func addAddresses(_ addresses: [Multiaddr], of peer: PeerID) {
    if peer != host.peerID { state.withLock { $0.book.add(addresses, of: peer) } }
  }

  /// Where others are told that this node is.
  var localAddresses: [Multiaddr] {
    let announced = host.configuration.announcedAddresses
    return announced.isEmpty ? host.listenAddresses : announced
  }

  private func followPeers() async {
    for await event in host.events {
      switch event {
      case .connected(let peer, let address, let isOutbound):
        state.withLock { state in
          state.connected.insert(peer)
          // The other end of an incoming connection is not where its peer listens.
          if isOutbound { state.book.add([address], of: peer) }
        }
      case .identified(let peer, let info):
        state.withLock { state in
          guard state.connected.contains(peer) else { return }
          if !info.listenAddresses.isEmpty { state.book.add(info.listenAddresses, of: peer, replacing: true) }
          if info.protocols.contains(configuration.protocolID) { state.table.update(peer) } else { state.table.remove(peer) }
        }
      case .disconnected(let peer):
        state.withLock { state in
          state.connected.remove(peer)
          state.table.remove(peer)
        }
      }
    }
  }

  private func refreshRegularly() async {
    while !Task.isCancelled {
      let isDone = await refresh()
      let now = Host.now()
      state.withLock { $0.providers.expire(at: now) }
      guard (try? await Task.sleep(for: isDone ? configuration.refreshInterval : configuration.retryInterval)) != nil else { return }
    }
  }
}
