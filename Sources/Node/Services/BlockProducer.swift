internal import ActPool
internal import Chain
internal import ChainCrypto
internal import ChainSpec
internal import ChainTypes
internal import CoreMetrics
internal import Foundation
internal import Logging
internal import Primitives
internal import ProtocolKit
internal import ServiceLifecycle

/// Produces a block every interval, alone (the reference's scheme STANDALONE).
///
/// A block that cannot be made is logged and tried again at the next interval; a failure of the storage ends the node.
struct BlockProducer: Service {
  let chain: Chain
  let pool: ActPool
  let key: PrivateKey
  let activity: ActivitySwitch
  let metrics: NodeMetrics
  let logger: Logger

  private let worker = SerialWorker(label: "io.iotex.producer")

  init(chain: Chain, pool: ActPool, key: PrivateKey, activity: ActivitySwitch, metrics: NodeMetrics, logger: Logger) {
    self.chain = chain
    self.pool = pool
    self.key = key
    self.activity = activity
    self.metrics = metrics
    self.logger = logger
  }

  /// Produces until a graceful shutdown; a block in progress is finished first.
  func run() async throws {
    let interval = chain.parameters.genesis.blockchain.blockInterval.duration
    await cancelWhenGracefulShutdown {
      let clock = ContinuousClock()
      var next = clock.now
      while !Task.isCancelled {
        next = max(next.advanced(by: interval), clock.now)
        do {
          try await clock.sleep(until: next)
        } catch {
          return
        }
        guard activity.isActive else { continue }
        await produce()
      }
    }
  }

  private func produce() async {
    do throws(BlockError) {
      let report = try await worker.run { () throws(BlockError) -> Produced in try mint() }
      for refused in report.refused {
        logger.notice("dropped an action that cannot be executed", metadata: ["action": "\(refused.hash)", "reason": "\(refused.reason)"])
      }
      logger.info(
        "produced a block",
        metadata: ["height": "\(report.height)", "hash": "\(report.hash)", "actions": "\(report.actions)", "gas": "\(report.gas)"])
    } catch {
      switch error {
      case .rejected(let rejection): logger.error("no block can be made now", metadata: ["reason": "\(rejection)"])
      case .fault(let fault): logger.critical("the chain cannot be written", metadata: ["code": "\(fault.code)", "reason": "\(fault)"])
      }
    }
  }

  /// What happened in an interval.
  private struct Produced: Sendable {
    let height: UInt64
    let hash: Hash256
    let actions: Int
    let gas: UInt64
    let refused: [(hash: Hash256, reason: ActionRejection)]
  }

  /// Makes the next block and commits it.
  private func mint() throws(BlockError) -> Produced {
    let now = Date().timeIntervalSince1970
    let head = chain.head
    // A clock that was set back must not make a block older than the one below.
    var timestamp = Timestamp(seconds: Int64(now), nanoseconds: Int32((now - now.rounded(.down)) * 1e9))
    if timestamp <= head.timestamp { timestamp = Timestamp(seconds: head.timestamp.seconds + 1, nanoseconds: 0) }
    let start = ContinuousClock.now
    let minted = try BlockMinter(chain: chain, key: key).mint(at: timestamp) { _ in pool.executableActions() }
    let mintingEnd = ContinuousClock.now
    try chain.commit(minted.executed)
    metrics.mintDuration.record((mintingEnd - start).seconds * 1e9)
    metrics.commitDuration.record((ContinuousClock.now - mintingEnd).seconds * 1e9)
    for refused in minted.refused { pool.drop(refused.action) }
    let block = minted.executed.block
    let gas = minted.executed.receipts.reduce(0) { $0 &+ $1.gasConsumed }
    metrics.blockGas.record(gas)
    metrics.blockActions.record(block.actions.count)
    return Produced(
      height: block.height, hash: block.hash, actions: block.actions.count, gas: gas,
      refused: minted.refused.map { ($0.action.hash, $0.reason) })
  }
}
