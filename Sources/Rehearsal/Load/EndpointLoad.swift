internal import ChainCrypto
internal import ChainTypes
internal import Foundation
internal import Primitives

/// Loads a chain through one gRPC endpoint, ours or the reference's.
///
/// Accounts are made anew and funded from one account; what they have left is not given back.
public struct EndpointLoad: Sendable {
  /// The endpoint's host.
  public var host: String
  /// The endpoint's port.
  public var port: Int
  /// The key of the account that funds the others.
  public var funder: Secret
  /// Actions per second.
  public var rate = 30.0
  /// Seconds of load.
  public var duration = 60.0
  /// Number of accounts that send.
  public var accounts = 64
  /// Seconds to wait for what is pending at the end.
  public var patience = 120.0

  /// A private key that nobody prints.
  public struct Secret: Sendable {
    let key: PrivateKey

    /// A key written as 64 hexadecimal digits.
    ///
    /// - Throws: `RehearsalError.plan` when it is none.
    public init(hex: String) throws(RehearsalError) {
      do {
        key = try PrivateKey(hex: hex)
      } catch {
        throw .plan("the funding account's key is not one: 64 hexadecimal digits are needed")
      }
    }
  }

  /// What a load brought about.
  public struct Report: Sendable, Codable {
    /// Seconds of load.
    public var loadSeconds: Double
    /// Actions in blocks per second, from the first to the last block that was finalized while the load ran.
    public var finalizedTPS: Double
    /// Milliseconds from submission to finality; nil without mined actions.
    public var latency: Percentiles?
    /// What became of the actions.
    public var actions: RehearsalReport.Actions
  }

  /// A load on an endpoint.
  public init(host: String, port: Int, funder: Secret) {
    (self.host, self.port, self.funder) = (host, port, funder)
  }

  /// Funds, loads, waits for what is pending.
  ///
  /// - Parameter onProgress: told now and then what is going on.
  public func run(onProgress: @escaping @Sendable (String) -> Void) async throws -> Report {
    guard (1...100_000).contains(accounts), (0.001...100_000).contains(rate), duration > 0 else {
      throw RehearsalError.plan(
        "the rate, the duration and the number of accounts must be above zero, the rate and the accounts at most 100,000")
    }
    return try await Endpoint.with(host: host, port: port) { endpoint in
      let ledger = ActionLedger()
      let observer = ChainObserver(ledger: ledger, startingAfter: try await endpoint.height()) { Date().timeIntervalSince1970 }
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await observer.run([endpoint]) }
        let keys = (0..<accounts).map { _ in PrivateKey.random() }
        try await fund(keys, through: endpoint, ledger, onProgress)
        let funding = ledger.totals.mined
        let (start, before) = (ContinuousClock.now, ledger.latencies.count)
        let injector = LoadInjector(endpoints: [endpoint], ledger: ledger, rate: rate, contractShare: 0, contract: nil)
        _ = await injector.run(keys.map { LoadAccount(key: $0, nonce: 1) }, seconds: duration)
        let end = ContinuousClock.now
        onProgress("waiting for \(ledger.totals.pending) pending actions")
        try await waitUntilMined(ledger)
        group.cancelAll()
        return report(ledger, observer, from: start, to: end, funding: funding, latenciesBefore: before)
      }
    }
  }

  /// Gives every account what it needs, and waits until it is there.
  private func fund(
    _ keys: [PrivateKey], through endpoint: Endpoint, _ ledger: ActionLedger, _ onProgress: (String) -> Void
  ) async throws {
    onProgress("funding \(keys.count) accounts")
    let each = UInt64((rate * duration / Double(keys.count)).rounded(.up)) + 10
    // A transfer costs 10,000 gas at 1 Qev, and moves one Rau.
    guard let amount = U256(each).multiplied(by: U256(10_000 * 1_000_000_000_000 + 1)) else { return }
    var account = LoadAccount(key: funder.key, nonce: try await endpoint.nextNonce(of: funder.key.publicKey.address))
    for key in keys {
      let action = account.transfer(amount, to: key.publicKey.address)
      ledger.begin(action.hash)
      switch await endpoint.send(action) {
      case .accepted: ledger.accept(action, submitted: .now, by: 0)
      case .refused(let reason), .unavailable(let reason):
        throw RehearsalError.endpoint(
          endpoint.name, "did not take the funding of the accounts by \(funder.key.publicKey.address): \(reason)")
      }
      account.nonce += 1
    }
    try await waitUntilMined(ledger)
    guard ledger.totals.pending == 0 else {
      throw RehearsalError.endpoint(endpoint.name, "mined \(ledger.totals.mined) of \(keys.count) funding transfers in \(Int(patience)) s")
    }
  }

  private func waitUntilMined(_ ledger: ActionLedger) async throws {
    let end = ContinuousClock.now.advanced(by: .seconds(patience))
    while ledger.totals.pending > 0, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(50)) }
  }

  private func report(
    _ ledger: ActionLedger, _ observer: ChainObserver, from start: ContinuousClock.Instant, to end: ContinuousClock.Instant, funding: Int,
    latenciesBefore: Int
  ) -> Report {
    let totals = ledger.totals
    let refused = totals.refused.values.reduce(0, +)
    return Report(
      loadSeconds: (end - start).seconds, finalizedTPS: observer.rate(from: start, to: end),
      latency: Percentiles(seconds: Array(ledger.latencies.dropFirst(latenciesBefore))),
      actions: .init(
        submitted: totals.accepted - funding + refused, mined: totals.mined - funding, failed: totals.failed, refused: refused,
        refusals: totals.refused, pending: totals.pending, repeated: totals.repeated))
  }
}
