import ChainSpec
import ChainTypes
import ClientKit
import SwiftProtobuf
import WireProto

/// Finds when a delegate's turn is.
struct SlotForecast: Sendable {
  /// The node.
  let client: NodeClient
  /// The chain as it was a moment ago.
  let chain: Iotextypes_ChainMeta
  /// Its last block.
  let tip: Iotextypes_BlockMeta
  /// What the network's nodes agree on, if that is known; else the interval of the last blocks is taken.
  let genesis: Genesis?

  /// Adds what was found.
  func add(_ delegate: String, to report: inout NodeReport) async throws {
    let epoch = try await client.epoch(chain.epoch.num)
    let active = epoch.blockProducersInfo.filter(\.active)
    guard let info = epoch.blockProducersInfo.first(where: { $0.address == delegate }) else {
      return report.add("schedule", .warning, "\(delegate) is no delegate in epoch \(chain.epoch.num)")
    }
    guard info.active else {
      return report.add("schedule", .warning, "a candidate in epoch \(chain.epoch.num), but not drawn to produce blocks")
    }
    let order = DelegateOrder.draw(active, epochStart: epoch.epochData.height) { $0.address }.map(\.address)
    let interval = try await interval()
    // Turns go by height while nobody misses one.
    guard let ahead = (1...UInt64(order.count)).first(where: { order[Int((chain.height + $0) % UInt64(order.count))] == delegate }) else {
      return
    }
    let time = Double(tip.timestamp.seconds) + Double(ahead) * interval
    let isThisEpoch = length.map { chain.height + ahead < epoch.epochData.height + $0 } ?? true
    guard isThisEpoch else {
      return report.add(
        "schedule", .ok, "scheduled in this epoch, \(info.production) blocks produced; the next turn is in an epoch that is not drawn yet")
    }
    report.add(
      "schedule", .ok,
      "scheduled, \(info.production) blocks produced in this epoch; next turn at height \(chain.height + ahead), about "
        + "\(UTCTime.text(seconds: Int64(time))) if nobody misses one")
  }

  private var length: UInt64? {
    guard let genesis else { return nil }
    return genesis.blockchain.numDelegates * genesis.blockchain.numSubEpochs
  }

  private func interval() async throws -> Double {
    if let genesis { return Double(genesis.blockchain.blockInterval.nanoseconds) / 1e9 }
    let span = min(20, tip.height - 1)
    guard span > 0, let earlier = try await client.blocks(from: tip.height - span, count: 1).first else { return 10 }
    return Double(tip.timestamp.seconds - earlier.timestamp.seconds) / Double(span)
  }
}
