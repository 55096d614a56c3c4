internal import Foundation

/// The nodes of a rehearsal: starts them, perturbs them, starts them again, stops them.
public actor RehearsalNetwork {
  /// The rehearsal that these nodes belong to.
  public nonisolated let plan: RehearsalPlan
  nonisolated let files: NodeFiles
  nonisolated let members: NetworkMembers
  private var nodes: [Member] = []
  /// The ends of processes that nobody had asked for.
  private(set) var unexpectedEnds: [String] = []

  /// A node and its current process.
  private struct Member {
    let name: String
    var process: NodeProcess
    var ports: NodePorts
    /// Whether it is meant to run.
    var isWanted = true
  }

  private init(plan: RehearsalPlan, files: NodeFiles, members: NetworkMembers) {
    self.plan = plan
    self.files = files
    self.members = members
  }

  /// Makes keys, genesis and configurations, and starts all nodes.
  ///
  /// - Parameter onStart: told after each node how many run.
  /// - Throws: `RehearsalError` when a node does not start; those that run are stopped.
  public static func start(_ plan: RehearsalPlan, onStart: @Sendable (Int) -> Void) async throws -> RehearsalNetwork {
    try plan.validate()
    let members = NetworkMembers(delegates: plan.delegates, accounts: plan.accounts)
    let files = NodeFiles(directory: plan.directory)
    try files.write(plan, members: members, time: Int64(Date().timeIntervalSince1970))
    let network = RehearsalNetwork(plan: plan, files: files, members: members)
    do {
      for number in 1...plan.delegates {
        try await network.startNew(number)
        onStart(number)
      }
    } catch {
      await network.stop()
      throw error
    }
    return network
  }

  /// Where all nodes listen, in their order.
  public var ports: [NodePorts] { nodes.map(\.ports) }

  /// The numbers of the nodes' processes in the operating system, in the nodes' order.
  var processes: [Int32] { nodes.map(\.process.identifier) }

  /// Kills a node without warning; it stays down until `startAgain`.
  public func kill(_ node: Int) async {
    nodes[node].isWanted = false
    nodes[node].process.send(signal: SIGKILL)
    _ = await nodes[node].process.waitUntilEnded()
  }

  /// Asks a node to stop, and waits until it has; it stays down until `startAgain`.
  ///
  /// - Throws: `RehearsalError.node` when it does not end cleanly within half a minute.
  public func shutDown(_ node: Int) async throws {
    nodes[node].isWanted = false
    try await Self.end(nodes[node].process)
  }

  /// Starts a node that is down, on the ports that it had.
  public func startAgain(_ node: Int) async throws {
    let others = nodes.indices.filter { $0 != node }.flatMap { nodes[$0].ports.peerAddresses }
    nodes[node].process = try await launch(node + 1, ports: nodes[node].ports, peers: others)
    nodes[node].ports = nodes[node].process.ports
    nodes[node].isWanted = true
  }

  /// Freezes a node, or lets it go on.
  public func setPaused(_ node: Int, _ isPaused: Bool) {
    nodes[node].process.send(signal: isPaused ? SIGSTOP : SIGCONT)
  }

  /// Records nodes that ended by themselves.
  func check() {
    for index in nodes.indices where nodes[index].isWanted {
      guard let status = nodes[index].process.ended else { continue }
      nodes[index].isWanted = false
      unexpectedEnds.append("\(nodes[index].name) \(status)")
    }
  }

  /// Stops all nodes and waits until they have ended.
  public func stop() async {
    check()
    for index in nodes.indices { nodes[index].isWanted = false }
    await withTaskGroup(of: String?.self) { group in
      for process in nodes.map(\.process) {
        group.addTask {
          do {
            try await Self.end(process)
            return nil
          } catch {
            return "\(error)"
          }
        }
      }
      for await problem in group {
        if let problem { unexpectedEnds.append(problem) }
      }
    }
  }

  private func startNew(_ number: Int) async throws {
    let process = try await launch(number, ports: nil, peers: nodes.flatMap(\.ports.peerAddresses))
    nodes.append(Member(name: process.name, process: process, ports: process.ports))
  }

  private func launch(_ number: Int, ports: NodePorts?, peers: [String]) async throws -> NodeProcess {
    var arguments = [
      "run", "--config", files.configuration(of: number), "--config", files.secret(of: number), "--genesis", files.genesis,
      "--data-dir", files.data(of: number), "--output", "json", "--stop-with-parent", "--allow-drills",
      "--grpc-port", "\(ports?.grpcPort ?? 0)", "--stats-port", "\(ports?.statsPort ?? 0)", "--admin-port", "\(ports?.adminPort ?? 0)",
      "--p2p-port", "\(ports.flatMap { Self.peerPort(of: $0) } ?? 0)",
    ]
    for peer in peers { arguments += ["--bootnode", peer] }
    return try await NodeProcess(
      name: "node-\(number)", program: plan.program, arguments: arguments, log: files.log(of: number))
  }

  /// The port in an address such as `/ip4/127.0.0.1/tcp/4689/p2p/12D3…`.
  private static func peerPort(of ports: NodePorts) -> UInt16? {
    let parts = ports.peerAddresses.first?.split(separator: "/") ?? []
    guard let place = parts.firstIndex(of: "tcp"), place + 1 < parts.count else { return nil }
    return UInt16(parts[place + 1])
  }

  private static func end(_ process: NodeProcess) async throws {
    // A frozen process does not notice that it should stop.
    process.send(signal: SIGCONT)
    process.send(signal: SIGTERM)
    let status = try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask { await process.waitUntilEnded() }
      group.addTask {
        try await Task.sleep(for: .seconds(30))
        process.send(signal: SIGKILL)
        throw RehearsalError.node(name: process.name, "it did not stop within 30 seconds and was killed")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? ""
    }
    guard status == "ended with status 0" else { throw RehearsalError.node(name: process.name, "it was asked to stop and \(status)") }
  }
}
