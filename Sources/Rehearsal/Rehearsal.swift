internal import Foundation
internal import Primitives
internal import Synchronization

/// Holds a rehearsal: boots a network, loads it, drills it, stops it, and says what it measured.
///
/// ```swift
/// let report = try await Rehearsal(plan: plan, version: "1.0").run { event in … }
/// ```
public struct Rehearsal: Sendable {
  private let plan: RehearsalPlan
  private let version: String

  /// A rehearsal of a plan.
  ///
  /// - Parameter version: this client's version, for the report.
  public init(plan: RehearsalPlan, version: String) {
    self.plan = plan
    self.version = version
  }

  /// What happens during a rehearsal, for those who watch.
  public enum Event: Sendable {
    /// So many nodes run.
    case started(nodes: Int)
    /// The network finalizes blocks, and the contract of the load is deployed.
    case ready
    /// A second of load has passed.
    case progress(RehearsalProgress)
    /// A drill begins, on a node counted from 1.
    case drillBegan(DrillKind, node: Int)
    /// A drill has ended.
    case drillEnded(DrillVerdict)
    /// The load has ended; what is pending gets time to be mined.
    case draining
  }

  /// Runs the rehearsal.
  ///
  /// - Parameters:
  ///   - remoteDrills: drills that others ask for while it runs.
  ///   - onEvent: told what happens, from any thread.
  /// - Returns: the report; a rehearsal in which something went wrong has `violations`.
  /// - Throws: `RehearsalError` when the network cannot be started or used.
  public func run(remoteDrills: DrillRequests = DrillRequests(), onEvent: @escaping @Sendable (Event) -> Void) async throws
    -> RehearsalReport
  {
    let started = Date()
    let network = try await RehearsalNetwork.start(plan) { onEvent(.started(nodes: $0)) }
    do {
      let report = try await rehearse(on: network, started: started, remoteDrills, onEvent)
      return report
    } catch {
      await network.stop()
      throw error
    }
  }

  private func rehearse(
    on network: RehearsalNetwork, started: Date, _ remoteDrills: DrillRequests, _ onEvent: @escaping @Sendable (Event) -> Void
  ) async throws -> RehearsalReport {
    let ports = await network.ports
    let control = try await ControlServer.start(requests: remoteDrills, network: ports, files: network.files)
    defer { control.stop() }
    return try await Self.connect(ports.map(\.grpcPort)) { endpoints in
      let session = RehearsalSession(
        plan: plan, network: network, endpoints: endpoints, drills: DrillRunner(network: network, endpoints: endpoints), onEvent: onEvent)
      return try await session.run(started: started, version: version, remoteDrills: remoteDrills)
    }
  }

  /// Connects to all nodes for as long as the body runs.
  private static func connect<Value: Sendable>(
    _ ports: [UInt16], known: [Endpoint] = [], _ body: @escaping @Sendable ([Endpoint]) async throws -> Value
  ) async throws -> Value {
    guard let port = ports.first else { return try await body(known) }
    return try await Endpoint.with(host: "127.0.0.1", port: Int(port)) { endpoint in
      try await connect(Array(ports.dropFirst()), known: known + [endpoint], body)
    }
  }
}

/// A moment of a rehearsal.
public struct RehearsalProgress: Sendable {
  /// Seconds of load so far.
  public var elapsed: Double
  /// Seconds of load in all.
  public var total: Double
  /// The height of the chain.
  public var height: UInt64
  /// Actions finalized per second over the last blocks.
  public var tps: Double
  /// Milliseconds from the last block's timestamp to its arrival.
  public var finality: Double?
  /// Actions submitted so far.
  public var submitted: Int
  /// Actions mined so far.
  public var mined: Int
  /// Actions refused so far.
  public var refused: Int
  /// The nodes; nil for one that does not answer.
  public var nodes: [NodeStatus?]
}
