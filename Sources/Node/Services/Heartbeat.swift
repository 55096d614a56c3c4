internal import ActPool
internal import Chain
internal import CoreMetrics
internal import Logging
internal import ServiceLifecycle
internal import Storage

/// Brings the gauges up to date now and then, and says in the log that the node lives.
struct Heartbeat: Service {
  let node: NodeChain
  let pool: ActPool
  /// Nil for a node without peers.
  let peers: PeerView?
  let interval: Duration
  let metrics: NodeMetrics
  let logger: Logger

  /// What a heartbeat looks at of the network.
  struct PeerView: Sendable {
    /// Connected peers.
    let count: @Sendable () -> Int
    /// The height of the network, as far as this node knows.
    let targetHeight: @Sendable () -> UInt64
    /// Brings the network's own numbers up to date.
    let report: @Sendable () -> Void
  }

  /// Beats until a graceful shutdown.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      let clock = ContinuousClock()
      while !Task.isCancelled {
        beat()
        do {
          try await clock.sleep(for: interval)
        } catch {
          return
        }
      }
    }
  }

  /// Reads all gauges' values.
  func beat() {
    let head = node.chain.head
    metrics.height.record(head.height)
    metrics.targetHeight.record(max(head.height, peers?.targetHeight() ?? 0))
    metrics.poolSize.record(pool.count)
    metrics.poolCapacity.record(pool.configuration.maxActions)
    metrics.poolGas.record(pool.gas)
    metrics.peers.record(peers?.count() ?? 0)
    peers?.report()
    if let statistics = try? node.store.statistics() { metrics.storeBytes.record(statistics.fileBytes) }
    logger.debug("heartbeat", metadata: ["height": "\(head.height)", "pool": "\(pool.count)"])
  }
}
