internal import Hummingbird
public import Logging
public import ServiceLifecycle

/// The HTTP server that only operators on the same machine may ask.
///
/// `/ha` says whether the node produces blocks; `POST /ha?activate=true|false` (or GET, as the reference has it) switches
/// it. `/consensus` shows what a delegate is doing, `/consensus/evidence` who cheated. `/logging` says the log level; `PUT /logging?level=debug` sets it.
public struct AdminServer: Service {
  /// What the operator can switch.
  public struct Switches: Sendable {
    /// Whether the node produces blocks.
    public var isActive: @Sendable () -> Bool
    /// Switches the production of blocks; false when another node holds the right to it.
    public var setActive: @Sendable (Bool) async -> Bool
    /// Ends the production so that another node can take over, and returns the ticket for it; nil when this node did not produce.
    public var handOver: @Sendable () async -> String?
    /// Takes over with another node's ticket; false when the ticket is not good for this.
    public var takeOver: @Sendable (String) async -> Bool
    /// The log level.
    public var logLevel: @Sendable () -> Logger.Level
    /// Sets the log level.
    public var setLogLevel: @Sendable (Logger.Level) -> Void

    /// Creates switches.
    public init(
      isActive: @escaping @Sendable () -> Bool, setActive: @escaping @Sendable (Bool) async -> Bool,
      handOver: @escaping @Sendable () async -> String?, takeOver: @escaping @Sendable (String) async -> Bool,
      logLevel: @escaping @Sendable () -> Logger.Level, setLogLevel: @escaping @Sendable (Logger.Level) -> Void
    ) {
      self.isActive = isActive
      self.setActive = setActive
      self.handOver = handOver
      self.takeOver = takeOver
      self.logLevel = logLevel
      self.setLogLevel = setLogLevel
    }
  }

  /// What rehearsals do to a node.
  public struct Drills: Sendable {
    /// Takes all connections to peers away, or allows them again.
    public var isolate: @Sendable (Bool) -> Void
    /// Sets the node's clock wrong by so many milliseconds.
    public var skew: @Sendable (Int64) -> Void

    /// Creates drills.
    public init(isolate: @escaping @Sendable (Bool) -> Void, skew: @escaping @Sendable (Int64) -> Void) {
      self.isolate = isolate
      self.skew = skew
    }
  }

  /// What the operator can see of the consensus, as JSON.
  public struct ConsensusView: Sendable {
    /// The height, the round, whose turn it is, counters.
    public var status: @Sendable () -> String
    /// Proof against delegates that signed two different things; nil when it cannot be read.
    public var evidence: @Sendable () -> String?

    /// Creates a view.
    public init(status: @escaping @Sendable () -> String, evidence: @escaping @Sendable () -> String?) {
      self.status = status
      self.evidence = evidence
    }
  }

  private let application: Application<RouterResponder<BasicRequestContext>>

  /// A server on a port of the loopback interface, and nowhere else.
  ///
  /// - Parameters:
  ///   - consensus: serves `/consensus` and `/consensus/evidence`; nil for a node that is no delegate.
  ///   - drills: serves `POST /drill?isolate=true|false` and `POST /drill?skew=<milliseconds>`; nil for a node that is no part
  ///   of a rehearsal, which does not know this path.
  public init(
    port: Int, switches: Switches, consensus: ConsensusView? = nil, drills: Drills? = nil, logger: Logger,
    onListening: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    let router = Router()
    if let consensus {
      router.get("consensus") { _, _ in StatsServer.text(consensus.status(), type: "application/json") }
      router.get("consensus/evidence") { _, _ -> Response in
        guard let evidence = consensus.evidence() else {
          return StatsServer.text("the journal cannot be read\n", status: .internalServerError)
        }
        return StatsServer.text(evidence, type: "application/json")
      }
    }
    if let drills { router.post("drill") { request, _ in Self.perform(request, drills) } }
    let activity: @Sendable (Request, BasicRequestContext) async -> Response = { request, _ in
      if let value = request.uri.queryParameters["activate"] {
        guard let active = Bool(String(value)) else {
          return StatsServer.text("activate must be true or false, not \(value)\n", status: .badRequest)
        }
        guard await switches.setActive(active) else {
          return StatsServer.text("another node holds the right to produce with this key: let it hand over first\n", status: .conflict)
        }
      }
      return StatsServer.text("{\"active\":\(switches.isActive())}\n", type: "application/json")
    }
    router.get("ha", use: activity)
    router.post("ha", use: activity)
    router.post("ha/handover") { _, _ -> Response in
      guard let ticket = await switches.handOver() else {
        return StatsServer.text("this node does not produce, so there is nothing to hand over\n", status: .conflict)
      }
      return StatsServer.text("{\"ticket\":\"\(ticket)\"}\n", type: "application/json")
    }
    router.post("ha/takeover") { request, _ -> Response in
      guard let ticket = request.uri.queryParameters["ticket"], await switches.takeOver(String(ticket)) else {
        return StatsServer.text(
          "the ticket is not good: it must come from the node with this key that handed over last\n", status: .conflict)
      }
      return StatsServer.text("{\"active\":true}\n", type: "application/json")
    }
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

  private static func perform(_ request: Request, _ drills: Drills) -> Response {
    let query = request.uri.queryParameters
    if let isolate = query["isolate"].flatMap({ Bool(String($0)) }) {
      drills.isolate(isolate)
    } else if let skew = query["skew"].flatMap({ Int64($0) }), abs(skew) <= 86_400_000 {
      drills.skew(skew)
    } else {
      return StatsServer.text("isolate=true, isolate=false or skew=<milliseconds, a day at most> is needed\n", status: .badRequest)
    }
    return StatsServer.text("{}\n", type: "application/json")
  }
}
