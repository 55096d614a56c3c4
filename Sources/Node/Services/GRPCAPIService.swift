internal import APICore
internal import ActPool
internal import Chain
internal import ChainTypes
internal import CoreMetrics
internal import GRPCAPI
internal import ServiceLifecycle
internal import Telemetry

/// Serves the gRPC API as a service of the node.
struct GRPCAPIService: Service {
  private let server: GRPCAPIServer
  private let onListening: @Sendable (Int) -> Void

  init(
    configuration settings: NodeConfiguration.APISettings, chain: Chain, pool: ActPool, readiness: Readiness, registry: MetricsRegistry,
    version: String, broadcast: @escaping @Sendable (SealedAction) -> Void, onListening: @escaping @Sendable (Int) -> Void
  ) throws(NodeError) {
    self.onListening = onListening
    var limits = APIConfiguration()
    limits.rangeQueryLimit = settings.rangeQueryLimit
    limits.tpsWindow = UInt64(clamping: settings.tpsWindow)
    limits.gasPriceWindow = UInt64(clamping: settings.gasStation.suggestBlockWindow)
    limits.defaultGasPrice = settings.gasStation.defaultGas
    limits.gasPricePercentile = settings.gasStation.percentile
    limits.waitingReads = settings.maxConcurrentRequests
    var network = GRPCServerConfiguration()
    network.host = settings.host
    network.port = Int(settings.port)
    network.tls = settings.tls.map { .init(certificatePath: $0.certificatePath, keyPath: $0.keyPath) }
    network.maxRequestBytes = settings.maxRequestBytes
    network.requestTimeout = settings.requestTimeout
    let build = BuildInformation(
      version: version, commit: "NoBuildInfo", gitStatus: "NoBuildInfo", compiler: "Swift", time: "NoBuildInfo")
    do {
      let api = try NodeAPI(chain: chain, pool: pool, build: build, configuration: limits, broadcast: broadcast)
      server = try GRPCAPIServer(
        api: api, readiness: readiness, configuration: network, report: Self.reporting(to: registry))
    } catch let error as APIConfigurationError {
      throw .usage("the API cannot be set up: api.\(error)")
    } catch {
      throw .usage("the API cannot be set up: \(error)")
    }
  }

  /// Serves until a graceful shutdown.
  func run() async throws {
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        group.addTask { onListening(try await server.port) }
        for try await _ in group {}
      }
    } onGracefulShutdown: {
      server.beginGracefulShutdown()
    }
  }

  private static func reporting(to registry: MetricsRegistry) -> @Sendable (CallEvent) -> Void {
    registry.describe("grpc_server_started_total", "Calls started on the server.")
    registry.describe("grpc_server_handled_total", "Calls completed on the server, by status.")
    registry.describe("grpc_server_handling_seconds", "Time that the server took for calls.")
    let meters = CallMeters(registry: registry)
    return { event in meters.record(event) }
  }
}
