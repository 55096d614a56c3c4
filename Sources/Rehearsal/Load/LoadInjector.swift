internal import ChainCrypto
internal import ChainTypes
internal import Primitives
internal import Synchronization

/// Submits actions at a steady rate, and sees to it that each is accounted for.
///
/// Every account has one action under way at a time, so that its nonces arrive in order; many accounts together give the rate. An
/// account belongs to one node and moves to the next when that node does not answer.
struct LoadInjector: Sendable {
  /// The nodes to submit to.
  let endpoints: [Endpoint]
  /// What becomes of the actions.
  let ledger: ActionLedger
  /// Actions per second.
  let rate: Double
  /// The share of contract calls.
  let contractShare: Double
  /// The contract to call; nil when there is none.
  let contract: String?

  /// Submits for some seconds.
  ///
  /// - Returns: the accounts with their next nonces.
  func run(_ accounts: [LoadAccount], seconds: Double) async -> [LoadAccount] {
    guard rate > 0 else {
      try? await Task.sleep(for: .seconds(seconds))
      return accounts
    }
    let clock = ContinuousClock()
    let start = clock.now
    let end = start.advanced(by: .seconds(seconds))
    let tickets = Tickets()
    let recipients = accounts.map(\.key.publicKey.address)
    // More tasks than this only fill queues; more accounts spread the nonces.
    let workers = min(accounts.count, 128)
    return await withTaskGroup { group in
      for worker in 0..<workers {
        group.addTask {
          var own = stride(from: worker, to: accounts.count, by: workers).map { accounts[$0] }
          var node = worker % endpoints.count
          var turn = 0
          while !Task.isCancelled {
            let number = tickets.take()
            let due = start.advanced(by: .seconds(Double(number) / rate))
            guard due < end else { break }
            if due > clock.now {
              do { try await clock.sleep(until: due) } catch { break }
            }
            guard clock.now < end else { break }
            turn = (turn + 1) % own.count
            let action = action(number, of: own[turn], recipients)
            if await submit(action, startingAt: &node, until: end) { own[turn].nonce += 1 }
          }
          return own
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }

  /// Numbers the actions.
  private final class Tickets: Sendable {
    private let next = Atomic<Int>(0)

    func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
  }

  /// Hands accepted actions that no block holds over to a node other than the one that accepted them.
  func repeatPending(submittedBefore time: ContinuousClock.Instant) async {
    let pending = ledger.pending(submittedBefore: time).sorted { ($0.node, $0.action.envelope.nonce) < ($1.node, $1.action.envelope.nonce) }
    for entry in pending.prefix(2_000) {
      ledger.repeatSubmission()
      _ = await endpoints[(entry.node + 1) % endpoints.count].send(entry.action)
    }
  }

  private func action(_ number: Int, of account: LoadAccount, _ recipients: [Address]) -> SealedAction {
    // Spreads the calls evenly: a call whenever the running sum of shares passes a whole number.
    let isCall = contract != nil && Int(Double(number + 1) * contractShare) > Int(Double(number) * contractShare)
    if let contract, isCall { return account.execution(of: contract, data: [], gasLimit: CounterContract.gasLimit) }
    return account.transfer(to: recipients[(number &* 7919) % recipients.count])
  }

  /// Hands an action over until a node says yes or no.
  ///
  /// - Returns: whether the account's nonce is used.
  private func submit(_ action: SealedAction, startingAt node: inout Int, until end: ContinuousClock.Instant) async -> Bool {
    let submitted = ContinuousClock.now
    ledger.begin(action.hash)
    for attempt in 0... {
      switch await endpoints[node].send(action) {
      case .accepted:
        ledger.accept(action, submitted: submitted, by: node)
        return true
      case .refused(let reason):
        ledger.refuse(action.hash, reason)
        return false
      case .unavailable(let reason):
        ledger.repeatSubmission()
        node = (node + 1) % endpoints.count
        // All nodes were asked: give them time. After the end of the load nobody waits for an answer any more.
        if attempt % endpoints.count == endpoints.count - 1 { try? await Task.sleep(for: .milliseconds(200)) }
        if Task.isCancelled || ContinuousClock.now > end.advanced(by: .seconds(10)) {
          ledger.refuse(action.hash, reason)
          return false
        }
      }
    }
    return false
  }
}
