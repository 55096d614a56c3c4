internal import Consensus
internal import LibP2P
internal import Logging
internal import NIOPosix
internal import PeerNetwork
internal import ServiceLifecycle
internal import Synchronization

/// Talks to peers, and agrees with them on blocks, as a service of the node.
struct PeerService: Service {
  let network: PeerNetwork
  let transport: HostTransport
  /// Nil for a node that only follows.
  let consensus: ConsensusAssembly?
  let outbox: ActionOutbox
  let logger: Logger
  /// Told the addresses under which peers reach this node, with its peer id.
  let onListening: @Sendable ([String]) -> Void

  /// Works until a graceful shutdown.
  ///
  /// - Throws: when it cannot listen, or the consensus cannot go on.
  func run() async throws {
    try await network.start()
    let addresses = transport.listenAddresses.map { "\($0)/p2p/\(transport.localPeer)" }
    logger.info("listening for peers", metadata: ["addresses": "\(addresses.joined(separator: " "))"])
    onListening(addresses)
    try await cancelWhenGracefulShutdown {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await network.run() }
        group.addTask { await outbox.run() }
        if let consensus {
          group.addTask { try await consensus.service.run() }
          group.addTask { await consensus.outlet.run(through: network, logger: logger) }
        }
        // Whichever ends first, with a fault or because of the shutdown, ends all.
        try await group.next()
        group.cancelAll()
        try await group.waitForAll()
      }
    }
  }
}
