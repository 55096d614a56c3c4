internal import CoreMetrics
internal import GRPCAPI
internal import Synchronization
internal import Telemetry

/// The meters of calls, each looked up in the registry once: there are thousands of calls a second.
final class CallMeters: Sendable {
  private struct Key: Hashable {
    let service: String
    let method: String
    /// Nil for the count of calls that began.
    let status: String?
  }

  private struct Meters {
    let count: Counter
    let duration: CoreMetrics.Timer?
  }

  private let registry: MetricsRegistry
  private let meters = Mutex([Key: Meters]())

  init(registry: MetricsRegistry) { self.registry = registry }

  /// Counts a call, under the names of grpc-prometheus, which the reference uses.
  func record(_ event: CallEvent) {
    switch event {
    case .began(let service, let method): meters(Key(service: service, method: method, status: nil)).count.increment()
    case .ended(let service, let method, let status, let duration):
      let meters = meters(Key(service: service, method: method, status: status))
      meters.count.increment()
      meters.duration?.recordSeconds(duration.seconds)
    }
  }

  private func meters(_ key: Key) -> Meters {
    meters.withLock { known in
      if let found = known[key] { return found }
      let labels = [("grpc_service", key.service), ("grpc_method", key.method)]
      let made: Meters
      if let status = key.status {
        made = Meters(
          count: Counter(label: "grpc_server_handled_total", dimensions: labels + [("grpc_code", status)], factory: registry),
          duration: CoreMetrics.Timer(label: "grpc_server_handling_seconds", dimensions: labels, factory: registry))
      } else {
        made = Meters(count: Counter(label: "grpc_server_started_total", dimensions: labels, factory: registry), duration: nil)
      }
      known[key] = made
      return made
    }
  }
}
