internal import ChainCrypto
internal import ChainTypes
internal import Foundation
internal import Primitives
internal import Synchronization

/// The loaded part of a rehearsal, on a network that runs.
struct RehearsalSession: Sendable {
  let plan: RehearsalPlan
  let network: RehearsalNetwork
  let endpoints: [Endpoint]
  let drills: DrillRunner
  let onEvent: @Sendable (Rehearsal.Event) -> Void

  /// What the parts of a session collect.
  private final class Findings: Sendable {
    struct Content {
      var verdicts: [DrillVerdict] = []
      var samples: [RehearsalReport.Sample] = []
      var usage: [Int: (total: Double, peak: Int)] = [:]
      var violations: [String] = []
    }

    let content = Mutex(Content())
  }

  /// Loads, drills, stops and reports.
  func run(started: Date, version: String, remoteDrills: DrillRequests) async throws -> RehearsalReport {
    let ledger = ActionLedger()
    let observer = ChainObserver(ledger: ledger) { Date().timeIntervalSince1970 }
    let findings = Findings()
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await observer.run(endpoints) }
      let contract = try await prepare(observer)
      onEvent(.ready)

      let start = ContinuousClock.now
      group.addTask { await sample(findings, since: start) }
      group.addTask { await serve(remoteDrills, findings) }
      group.addTask { await report(ledger, observer, since: start) }
      group.addTask { await repeatLate(ledger, contract: contract) }
      await load(ledger, contract: contract, findings)
      let loadEnd = ContinuousClock.now

      onEvent(.draining)
      try await drain(ledger, observer)
      remoteDrills.finish()
      group.cancelAll()
      let heights = await heights()
      if let difference = try await ChainComparison(endpoints: endpoints).firstDifference() {
        findings.content.withLock { $0.violations.append(difference) }
      }
      await network.stop()
      let ends = await network.unexpectedEnds
      findings.content.withLock { $0.violations += ends }
      return makeReport(
        started: started, version: version, start: start, end: loadEnd, ledger: ledger, observer: observer,
        findings: findings.content.withLock { $0 },
        heights: heights)
    }
  }

  /// Waits for the first block, and deploys the contract.
  ///
  /// - Returns: the contract's address; nil when the load has no calls.
  private func prepare(_ observer: ChainObserver) async throws -> String? {
    let patience = ContinuousClock.now.advanced(by: .milliseconds(max(60_000, 20 * plan.blockInterval)))
    while observer.height == 0 {
      guard ContinuousClock.now < patience else {
        throw RehearsalError.verdict("the network finalized no block; the nodes' logs are in \(plan.directory)")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    guard plan.contractShare > 0, plan.rate > 0, let key = network.members.delegates.first else { return nil }
    let deployment = LoadAccount(key: key, nonce: 1)
      .execution(of: "", data: CounterContract.creation, gasLimit: CounterContract.gasLimit)
    guard case .accepted = await endpoints[0].send(deployment) else {
      throw RehearsalError.endpoint(endpoints[0].name, "refused the contract of the load")
    }
    while ContinuousClock.now < patience {
      if let receipt = try await endpoints[0].receipt(of: deployment.hash) {
        guard receipt.succeeded else { throw RehearsalError.verdict("the contract of the load could not be created") }
        return receipt.contract
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw RehearsalError.verdict("the contract of the load was not mined; the nodes' logs are in \(plan.directory)")
  }

  /// Submits the load, and performs the plan's drills at even distances meanwhile.
  private func load(_ ledger: ActionLedger, contract: String?, _ findings: Findings) async {
    let injector = LoadInjector(
      endpoints: endpoints, ledger: ledger, rate: plan.rate, contractShare: plan.contractShare, contract: contract)
    await withTaskGroup { group in
      group.addTask {
        _ = await injector.run(network.members.accounts.map { LoadAccount(key: $0, nonce: 1) }, seconds: plan.duration)
      }
      group.addTask {
        let distance = plan.duration / Double(plan.drills.count + 1)
        for (index, kind) in plan.drills.enumerated() {
          try? await Task.sleep(for: .seconds(index == 0 ? distance : max(1, distance / 2)))
          if Task.isCancelled { return }
          let length = max(2 * Double(plan.blockInterval) / 1000, min(10, distance / 3))
          await perform(kind, on: (index + 1) % endpoints.count, seconds: length, findings)
        }
      }
    }
  }

  private func perform(_ kind: DrillKind, on node: Int, seconds: Double, _ findings: Findings) async {
    onEvent(.drillBegan(kind, node: node + 1))
    do {
      let verdict = try await drills.run(kind, on: node, seconds: seconds)
      findings.content.withLock { $0.verdicts.append(verdict) }
      onEvent(.drillEnded(verdict))
    } catch {
      findings.content.withLock { $0.violations.append("the drill \(kind.rawValue) could not be performed: \(error)") }
    }
  }

  /// Performs drills that others ask for, one after the other.
  private func serve(_ requests: DrillRequests, _ findings: Findings) async {
    for await request in requests.stream {
      onEvent(.drillBegan(request.kind, node: request.node + 1))
      do {
        let verdict = try await drills.run(request.kind, on: request.node, seconds: request.seconds)
        findings.content.withLock { $0.verdicts.append(verdict) }
        onEvent(.drillEnded(verdict))
        request.reply(.success(verdict))
      } catch {
        request.reply(.failure(error))
      }
    }
  }

  /// Hands actions over again that should be in a block by now; a node that was killed took its pool with it.
  private func repeatLate(_ ledger: ActionLedger, contract: String?) async {
    let injector = LoadInjector(endpoints: endpoints, ledger: ledger, rate: 0, contractShare: 0, contract: contract)
    let patience = Duration.milliseconds(4 * plan.blockInterval + 2_000)
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(1))
      await injector.repeatPending(submittedBefore: ContinuousClock.now.advanced(by: .zero - patience))
    }
  }

  /// Waits until nothing is pending, for at most a dozen blocks.
  private func drain(_ ledger: ActionLedger, _ observer: ChainObserver) async throws {
    let end = ContinuousClock.now.advanced(by: .milliseconds(12 * plan.blockInterval + 20_000))
    while ledger.totals.pending > 0, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(50)) }
    // All nodes must reach the block that was last.
    let top = observer.height
    for endpoint in endpoints {
      while ContinuousClock.now < end, ((try? await endpoint.height()) ?? 0) < top { try await Task.sleep(for: .milliseconds(50)) }
    }
  }

  private func heights() async -> [UInt64] {
    var heights: [UInt64] = []
    for endpoint in endpoints { heights.append((try? await endpoint.height()) ?? 0) }
    return heights
  }

  /// Samples what the processes use, every second.
  private func sample(_ findings: Findings, since start: ContinuousClock.Instant) async {
    var previous: [Int32: Double] = [:]
    var last = start
    while !Task.isCancelled {
      await network.check()
      let processes = await network.processes
      let now = ContinuousClock.now
      let elapsed = max(0.001, (now - last).seconds)
      var sample = RehearsalReport.Sample(time: (now - start).seconds, cpu: [], resident: [])
      for (node, process) in processes.enumerated() {
        let usage = ProcessUsage(process: process)
        // A process that was started since the last sample has used all its time since then.
        let used = usage.map { $0.cpuSeconds - (previous[process] ?? (last == start ? $0.cpuSeconds : 0)) }
        sample.cpu.append(used.map { $0 / elapsed })
        sample.resident.append(usage?.residentBytes)
        if let usage {
          previous[process] = usage.cpuSeconds
          findings.content.withLock { content in
            var entry = content.usage[node] ?? (0, 0)
            entry.total += used ?? 0
            entry.peak = max(entry.peak, usage.residentBytes)
            content.usage[node] = entry
          }
        }
      }
      last = now
      let finished = sample
      findings.content.withLock { $0.samples.append(finished) }
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// Tells how things are, every second.
  private func report(_ ledger: ActionLedger, _ observer: ChainObserver, since start: ContinuousClock.Instant) async {
    while !Task.isCancelled {
      var statuses: [NodeStatus?] = []
      for ports in await network.ports { statuses.append(await NodeStatus.fetch(statsPort: ports.statsPort)) }
      let totals = ledger.totals
      let sightings = observer.sightings
      let recent = sightings.suffix(6)
      var tps = 0.0
      if let first = recent.first, let last = recent.last, last.seen > first.seen {
        tps = Double(recent.dropFirst().reduce(0) { $0 + $1.ownActions }) / (last.seen - first.seen).seconds
      }
      onEvent(
        .progress(
          RehearsalProgress(
            elapsed: (ContinuousClock.now - start).seconds, total: plan.duration, height: observer.height, tps: tps,
            finality: sightings.last?.finality.map { $0 * 1000 }, submitted: totals.accepted + totals.refused.values.reduce(0, +),
            mined: totals.mined, refused: totals.refused.values.reduce(0, +), nodes: statuses)))
      try? await Task.sleep(for: .seconds(1))
    }
  }

  private func makeReport(
    started: Date, version: String, start: ContinuousClock.Instant, end: ContinuousClock.Instant, ledger: ActionLedger,
    observer: ChainObserver,
    findings: Findings.Content, heights: [UInt64]
  ) -> RehearsalReport {
    let totals = ledger.totals
    let sightings = observer.sightings
    let intervals = zip(sightings.dropFirst(), sightings).map { $0.timestamp - $1.timestamp }
    let interval = Double(plan.blockInterval) / 1000
    let refused = totals.refused.values.reduce(0, +)
    var violations = findings.violations
    for verdict in findings.verdicts where !verdict.isPassed {
      violations += verdict.problems.map { "drill \(verdict.kind.rawValue): \($0)" }
    }
    if totals.pending > 0 { violations.append("\(totals.pending) accepted actions are in no block") }
    return RehearsalReport(
      started: started.formatted(.iso8601), version: version, delegates: plan.delegates, loadSeconds: (end - start).seconds,
      targetRate: plan.rate, blockInterval: Double(plan.blockInterval), finalizedTPS: observer.rate(from: start, to: end),
      blocks: .init(
        height: sightings.last?.height ?? 0, missedRounds: intervals.reduce(0) { $0 + max(0, Int(($1 / interval).rounded()) - 1) },
        isOneChain: !findings.violations.contains { $0.hasPrefix("at height") } && findings.verdicts.allSatisfy(\.isSafe)),
      latency: Percentiles(seconds: ledger.latencies), finality: Percentiles(seconds: sightings.compactMap(\.finality)),
      blockIntervals: Percentiles(seconds: intervals),
      actions: .init(
        submitted: totals.accepted + refused, mined: totals.mined, failed: totals.failed, refused: refused, refusals: totals.refused,
        pending: totals.pending, repeated: totals.repeated),
      nodes: network.members.delegates.enumerated().map { index, key in
        let address = key.publicKey.address.bech32
        let usage = findings.usage[index]
        return .init(
          name: "node-\(index + 1)", produced: sightings.count { $0.producer == address },
          height: index < heights.count ? heights[index] : 0,
          cpuSeconds: ((usage?.total ?? 0) * 100).rounded() / 100, peakResidentBytes: usage?.peak ?? 0)
      },
      drills: findings.verdicts, violations: violations,
      series: sightings.map {
        .init(height: $0.height, time: ($0.seen - start).seconds, actions: $0.ownActions, finality: $0.finality.map { $0 * 1000 })
      },
      samples: findings.samples)
  }
}

extension Duration {
  /// The length in seconds.
  var seconds: Double {
    let parts = components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}
