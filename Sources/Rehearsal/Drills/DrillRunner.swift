internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Perturbs one node of a running network and judges how the network takes it.
struct DrillRunner: Sendable {
  let network: RehearsalNetwork
  let endpoints: [Endpoint]

  /// Performs a drill.
  ///
  /// - Parameters:
  ///   - node: the node to perturb, from 0.
  ///   - seconds: how long the perturbation lasts.
  func run(_ kind: DrillKind, on node: Int, seconds: Double) async throws -> DrillVerdict {
    let clock = ContinuousClock()
    let others = endpoints.indices.filter { $0 != node }
    let before = await height(of: others)
    let start = clock.now
    try await begin(kind, on: node)
    try await clock.sleep(until: start.advanced(by: .seconds(seconds)))
    let meanwhile = await height(of: others)
    try await end(kind, on: node)

    let end = clock.now
    let interval = Double(network.plan.blockInterval) / 1000
    let recovery = await recovery(of: node, others: others, since: end, within: max(30, 10 * interval))
    var verdict = DrillVerdict(
      kind: kind, node: node + 1, duration: (end - start).seconds, blocksMeanwhile: meanwhile - min(before, meanwhile), recovery: recovery,
      recoveryRounds: recovery.map { Int(($0 / interval).rounded(.up)) }, isSafe: true, problems: [])
    if let difference = try await ChainComparison(endpoints: endpoints).firstDifference() {
      verdict.isSafe = false
      verdict.problems.append(difference)
    }
    if recovery == nil { verdict.problems.append("node-\(node + 1) did not reach the height of the others again") }
    // More than two thirds must be left: 3 of 4.
    let canGoOn = 3 * others.count > 2 * endpoints.count
    let expected = UInt64(max(0, (seconds / interval).rounded(.down) / 2 - 1))
    if canGoOn && verdict.blocksMeanwhile < expected {
      verdict.problems.append("the others finalized \(verdict.blocksMeanwhile) blocks meanwhile; at least \(expected) were to be expected")
    }
    return verdict
  }

  private func begin(_ kind: DrillKind, on node: Int) async throws {
    switch kind {
    case .kill: await network.kill(node)
    case .restart: try await network.shutDown(node)
    case .pause: await network.setPaused(node, true)
    case .partition: try await tell(node, "isolate=true")
    // Five intervals ahead: far enough that the node's rounds have nothing to do with the others'.
    case .skew: try await tell(node, "skew=\(5 * network.plan.blockInterval)")
    }
  }

  private func end(_ kind: DrillKind, on node: Int) async throws {
    switch kind {
    case .kill, .restart: try await network.startAgain(node)
    case .pause: await network.setPaused(node, false)
    case .partition: try await tell(node, "isolate=false")
    case .skew: try await tell(node, "skew=0")
    }
  }

  /// Sends a command to a node's admin endpoint.
  private func tell(_ node: Int, _ command: String) async throws {
    let ports = await network.ports[node]
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(ports.adminPort)/drill?\(command)")
    request.method = .POST
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
    guard response.status == .ok else {
      let text = String(buffer: (try? await response.body.collect(upTo: 4096)) ?? ByteBuffer())
      throw RehearsalError.node(name: "node-\(node + 1)", "its admin endpoint refused \(command): \(response.status.code) \(text)")
    }
  }

  /// The height that most of some nodes have reached: that of the highest.
  private func height(of nodes: [Int]) async -> UInt64 {
    var highest: UInt64 = 0
    for node in nodes { highest = max(highest, (try? await endpoints[node].height()) ?? 0) }
    return highest
  }

  /// Seconds until a node has the others' height; nil when it takes too long.
  private func recovery(of node: Int, others: [Int], since start: ContinuousClock.Instant, within limit: Double) async -> Double? {
    while (ContinuousClock.now - start).seconds < limit {
      let target = await height(of: others.isEmpty ? [node] : others)
      if let own = try? await endpoints[node].height(), own > 0, own + 1 > target { return (ContinuousClock.now - start).seconds }
      try? await Task.sleep(for: .milliseconds(20))
      if Task.isCancelled { return nil }
    }
    return nil
  }
}
