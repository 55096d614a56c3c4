internal import CoreMetrics
internal import Telemetry

/// The metrics of a node, under the reference's names (IoTeX operators have dashboards for them).
struct NodeMetrics: Sendable {
  /// Gas of the last block (`iotex_block_metrics{type="gasConsumed"}`).
  let blockGas: Gauge
  /// Actions of the last block (`iotex_block_metrics{type="numActions"}`).
  let blockActions: Gauge
  /// Nanoseconds that the last minting took (`iotex_blockchain_perf{topic="MintNewBlock"}`).
  let mintDuration: Gauge
  /// Nanoseconds that the last commit took (`iotex_blockchain_perf{topic="CommitBlock"}`).
  let commitDuration: Gauge
  /// Height of the chain (`iotex_heartbeat_status{status_type="blockchainHeight"}`).
  let height: Gauge
  /// Height of the network, as far as this node knows (`targetHeight`).
  let targetHeight: Gauge
  /// Actions in the pool (`actpoolSize`).
  let poolSize: Gauge
  /// Actions that fit into the pool (`actpoolCapacity`).
  let poolCapacity: Gauge
  /// Intrinsic gas of the actions in the pool.
  let poolGas: Gauge
  /// Connected peers (`numPeers`).
  let peers: Gauge
  /// Bytes of the chain's files.
  let storeBytes: Gauge

  /// Registers the metrics.
  ///
  /// - Parameters:
  ///   - version: this client's version, shown in `iotex_version_status`.
  ///   - chainID: the configuration's `chain.id`.
  init(registry: MetricsRegistry, version: String, chainID: UInt32) {
    func gauge(_ label: String, _ dimensions: [(String, String)] = []) -> Gauge {
      Gauge(label: label, dimensions: dimensions, factory: registry)
    }
    func heartbeat(_ kind: String) -> Gauge {
      gauge("iotex_heartbeat_status", [("status_type", kind), ("source", "node")])
    }
    blockGas = gauge("iotex_block_metrics", [("type", "gasConsumed")])
    blockActions = gauge("iotex_block_metrics", [("type", "numActions")])
    mintDuration = gauge("iotex_blockchain_perf", [("topic", "MintNewBlock"), ("chainID", "\(chainID)")])
    commitDuration = gauge("iotex_blockchain_perf", [("topic", "CommitBlock"), ("chainID", "\(chainID)")])
    height = heartbeat("blockchainHeight")
    targetHeight = heartbeat("targetHeight")
    poolSize = heartbeat("actpoolSize")
    poolCapacity = heartbeat("actpoolCapacity")
    peers = heartbeat("numPeers")
    poolGas = gauge("iotex_actpool_gas")
    storeBytes = gauge("iotex_store_bytes")
    gauge("iotex_version_status", [("type", "packageVersion"), ("value", version)]).record(1)
    registry.describe("iotex_heartbeat_status", "Node heartbeat status.")
    registry.describe("iotex_block_metrics", "Metrics of the last block.")
    registry.describe("iotex_blockchain_perf", "Nanoseconds that the last operation on the chain took.")
    registry.describe("iotex_version_status", "Version of the node.")
    registry.describe("iotex_actpool_gas", "Intrinsic gas of the actions in the pool.")
    registry.describe("iotex_store_bytes", "Size of the chain's store in bytes.")
  }
}
