import LibP2P

/// Keeps enough peers: while there are few, it dials those that Kademlia has heard of.
///
/// Searching connects with some peers on its way, as in the reference; this does the rest. Dials that fail are held back by the
/// host.
struct PeerDiscovery: Sendable {
  let host: Host
  let kademlia: Kademlia
  /// Nobody is dialled while there are so many peers.
  let enoughPeers: Int
  /// How long to wait between looks.
  let interval: Duration

  /// Peers dialled at a time.
  private static let dialsAtATime = 8

  /// Works until cancelled.
  func run() async {
    while !Task.isCancelled {
      await dialSome()
      guard (try? await Task.sleep(for: interval)) != nil else { return }
    }
  }

  private func dialSome() async {
    let connected = Set(host.connectedPeers)
    let missing = enoughPeers - connected.count
    guard missing > 0 else { return }
    let candidates = kademlia.knownPeers.filter { !connected.contains($0.peer) && $0.peer != host.peerID && !$0.addresses.isEmpty }
    await withDiscardingTaskGroup { group in
      for candidate in candidates.shuffled().prefix(min(missing, Self.dialsAtATime)) {
        group.addTask {
          for address in candidate.addresses.prefix(3) {
            if (try? await host.connect(to: address.withoutPeerID.with(peerID: candidate.peer))) != nil { return }
          }
        }
      }
    }
  }
}
