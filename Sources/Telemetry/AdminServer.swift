internal import Hummingbird
public import Logging
public import ServiceLifecycle

/// The HTTP server that only operators on the same machine may ask.
///
/// `/ha` says whether the node produces blocks; `POST /ha?activate=true|false` (or GET, as the reference has it) switches
/// it. `/logging` says the log level; `PUT /logging?level=debug` sets it.
public struct AdminServer: Service {
  /// What the operator can switch.
  public struct Switches: Sendable {
    /// Whether the node produces blocks.
    public var isActive: @Sendable () -> Bool
    /// Switches the production of blocks.
    public var setActive: @Sendable (Bool) -> Void
    /// The log level.
    public var logLevel: @Sendable () -> Logger.Level
    /// Sets the log level.
    public var setLogLevel: @Sendable (Logger.Level) -> Void

    /// Creates switches.
    public init(
      isActive: @escaping @Sendable () -> Bool, setActive: @escaping @Sendable (Bool) -> Void,
      logLevel: @escaping @Sendable () -> Logger.Level, setLogLevel: @escaping @Sendable (Logger.Level) -> Void
    ) {
      self.isActive = isActive
      self.setActive = setActive
      self.logLevel = logLevel
      self.setLogLevel = setLogLevel
    }
  }

  private let application: Application<RouterResponder<BasicRequestContext>>

  /// A server on a port of the loopback interface, and nowhere else.
  public init(port: Int, switches: Switches, logger: Logger, onListening: @escaping @Sendable (Int) -> Void = { _ in }) {
    let router = Router()
    let activity: @Sendable (Request, BasicRequestContext) -> Response = { request, _ in
      if let value = request.uri.queryParameters["activate"] {
        guard let active = Bool(String(value)) else {
          return StatsServer.text("activate must be true or false, not \(value)\n", status: .badRequest)
        }
        switches.setActive(active)
      }
      return StatsServer.text("{\"active\":\(switches.isActive())}\n", type: "application/json")
    }
    router.get("ha", use: activity)
    router.post("ha", use: activity)
    let logging: @Sendable (Request, BasicRequestContext) -> Response = { request, _ in
      if let value = request.uri.queryParameters["level"] {
        guard let level = Logger.Level(rawValue: String(value)) else {
          let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
          return StatsServer.text("level must be one of \(known), not \(value)\n", status: .badRequest)
        }
        switches.setLogLevel(level)
      }
      return StatsServer.text("{\"level\":\"\(switches.logLevel().rawValue)\"}\n", type: "application/json")
    }
    router.get("logging", use: logging)
    router.put("logging", use: logging)
    application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? port) }, logger: logger)
  }

  /// Serves until a graceful shutdown.
  public func run() async throws {
    try await application.run()
  }
}
