internal import CoreMetrics
internal import LibP2P
internal import PeerNetwork
internal import Synchronization
internal import Telemetry

/// The network in numbers, for dashboards: what peers sent and did wrong. The names under `iotex_p2p_message_counter` are the
/// reference's.
///
/// The network counts from its start; a scrape adds what has come since the one before.
final class PeerMetrics: Sendable {
  private let registry: MetricsRegistry
  private let reported = Mutex<[Series: UInt64]>([:])

  private struct Series: Hashable {
    let label: String
    let dimensions: [[String]]
  }

  init(registry: MetricsRegistry) { self.registry = registry }

  /// Reports what the parts of the network have counted.
  func report(_ counters: PeerNetworkCounters, gossip: GossipStatistics, host: HostStatistics) {
    for (type, inbound) in counters.inbound {
      let outcomes = [
        ("accepted", inbound.accepted), ("ignored", inbound.ignored), ("rejected", inbound.rejected), ("dropped", inbound.dropped),
      ]
      for (status, count) in outcomes {
        add("iotex_p2p_message_counter", [("message", "\(type)"), ("direction", "in"), ("status", status)], count)
      }
    }
    for (type, count) in counters.outbound {
      add("iotex_p2p_message_counter", [("message", "\(type)"), ("direction", "out"), ("status", "sent")], count)
    }
    for (offence, count) in counters.offences { add("iotex_p2p_offences", [("kind", offence.rawValue)], count) }
    add("iotex_p2p_bans", [], counters.bans)
    add("iotex_p2p_blocks_served", [], counters.blocksServed)
    add("iotex_p2p_blocks_fetched", [], counters.blocksFetched)
    add("iotex_p2p_block_requests_refused", [], counters.requestsRefused)
    add("iotex_p2p_gossip_duplicates", [], gossip.duplicates)
    add("iotex_p2p_gossip_bad_signatures", [], gossip.badSignatures)
    add("iotex_p2p_gossip_overflows", [], gossip.overflowed)
    add("iotex_p2p_connections_refused", [], host.refusals)
    add("iotex_p2p_protocol_violations", [], host.violations)
    add("iotex_p2p_peers_let_go", [], host.trims)
    Gauge(label: "iotex_p2p_connections", dimensions: [], factory: registry).record(host.connections)
    Gauge(label: "iotex_p2p_half_open_connections", dimensions: [], factory: registry).record(host.halfOpen)
  }

  private func add(_ label: String, _ dimensions: [(String, String)], _ total: UInt64) {
    let series = Series(label: label, dimensions: dimensions.map { [$0.0, $0.1] })
    let increment = reported.withLock { reported -> UInt64 in
      let before = reported[series] ?? 0
      // Of two reports at once the later one may have looked first.
      guard total > before else { return 0 }
      reported[series] = total
      return total - before
    }
    // A counter that is there from the start shows that nothing happened.
    Counter(label: label, dimensions: dimensions, factory: registry).increment(by: Int64(clamping: increment))
  }
}
