internal import Hummingbird
public import Logging
public import ServiceLifecycle

/// The HTTP server that monitoring asks: `/metrics`, `/liveness`, `/readiness` and `/health` (the same as `/readiness`).
public struct StatsServer: Service {
  private let application: Application<RouterResponder<BasicRequestContext>>

  /// A server on a host and port.
  ///
  /// - Parameters:
  ///   - isReady: whether the node can be asked: started, and in sync with its network. (The reference says it is ready as
  ///     soon as its services run.)
  ///   - onListening: is told the port.
  ///   - refresh: brings gauges up to date before they are shown.
  public init(
    host: String, port: Int, registry: MetricsRegistry, isReady: @escaping @Sendable () -> Bool, logger: Logger,
    onListening: @escaping @Sendable (Int) -> Void = { _ in }, refresh: @escaping @Sendable () -> Void = {}
  ) {
    let router = Router()
    router.get("metrics") { _, _ -> Response in
      refresh()
      return Self.text(registry.exposition() + ProcessMetrics.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
    }
    router.get("liveness") { _, _ -> Response in Self.text("OK\n") }
    for path in ["readiness", "health"] {
      router.get(RouterPath(path)) { _, _ -> Response in
        isReady() ? Self.text("OK\n") : Self.text("FAIL\n", status: .serviceUnavailable)
      }
    }
    application = Application(
      router: router, configuration: .init(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? port) }, logger: logger)
  }

  /// Serves until a graceful shutdown.
  public func run() async throws {
    try await application.run()
  }

  static func text(_ body: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8") -> Response {
    Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
  }
}
