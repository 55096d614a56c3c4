internal import ChainCrypto
internal import ChainTypes
internal import Primitives
internal import Synchronization

/// Follows the chain of a network and times its blocks.
///
/// It listens to one node at a time and moves to the next when the connection is lost; blocks that it missed meanwhile are
/// fetched, but not timed.
final class ChainObserver: Sendable {
  /// A block as it was seen.
  struct Sighting: Sendable, Hashable {
    let height: UInt64
    let hash: String
    /// The producer's address.
    let producer: String
    /// Seconds since 1970 in the header: the beginning of the block's round.
    let timestamp: Double
    /// Seconds from the block's timestamp to its arrival here; nil for one that was fetched later.
    let finality: Double?
    /// When it was seen.
    let seen: ContinuousClock.Instant
    /// Number of all actions, system actions included.
    let actions: Int
    /// Number of the load's actions.
    let ownActions: Int
  }

  private let ledger: ActionLedger
  private let state = Mutex([Sighting]())
  /// Seconds since 1970, by the same clock as the nodes'.
  private let wallClock: @Sendable () -> Double

  /// The height above which blocks are looked at.
  private let base: UInt64

  /// An observer of the blocks above a height.
  init(ledger: ActionLedger, startingAfter base: UInt64 = 0, wallClock: @escaping @Sendable () -> Double) {
    self.ledger = ledger
    self.base = base
    self.wallClock = wallClock
  }

  /// The blocks so far, ascending.
  var sightings: [Sighting] { state.withLock { $0 } }

  /// The height of the last block.
  var height: UInt64 { state.withLock { $0.last?.height ?? base } }

  /// The load's actions in blocks per second, from the first to the last block that was seen in a time.
  func rate(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Double {
    let seen = sightings.filter { $0.seen >= start && $0.seen <= end }
    guard let first = seen.first, let last = seen.last, last.seen > first.seen else { return 0 }
    let actions = seen.dropFirst().reduce(0) { $0 + $1.ownActions }
    return (Double(actions) / (last.seen - first.seen).seconds * 10).rounded() / 10
  }

  /// Follows until the task is cancelled.
  func run(_ endpoints: [Endpoint]) async {
    var node = 0
    while !Task.isCancelled {
      let endpoint = endpoints[node]
      do {
        try await endpoint.blocks { block in
          try await self.fetchMissing(before: block.block.header.height, from: endpoint)
          self.note(block, isFresh: true)
        }
      } catch RehearsalError.unsupported {
        // The reference has no stream of blocks.
        await poll(endpoint)
      } catch {
        // The next node knows the same chain.
      }
      node = (node + 1) % endpoints.count
      try? await Task.sleep(for: .milliseconds(50))
    }
  }

  /// Fetches what is not known yet up to an endpoint's height.
  func catchUp(from endpoint: Endpoint) async throws {
    try await fetchMissing(before: try await endpoint.height() + 1, from: endpoint)
  }

  private func fetchMissing(before end: UInt64, from endpoint: Endpoint) async throws {
    while height + 1 < end {
      let next = height + 1
      let blocks = try await endpoint.storedBlocks(from: next, count: min(8, end - next))
      guard !blocks.isEmpty else { return }
      for block in blocks { note(block, isFresh: false) }
    }
  }

  /// Follows an endpoint that only answers questions.
  private func poll(_ endpoint: Endpoint) async {
    do {
      while !Task.isCancelled {
        let known = height
        if try await endpoint.height() > known {
          for hash in try await endpoint.blockHashes(from: known + 1, count: 20) {
            let actions = try await endpoint.actions(ofBlock: hash)
            let now = ContinuousClock.now
            let own = ledger.mine(actions, failed: [], at: now)
            state.withLock { sightings in
              sightings.append(
                Sighting(
                  height: (sightings.last?.height ?? base) + 1, hash: hash, producer: "", timestamp: 0, finality: nil, seen: now,
                  actions: actions.count, ownActions: own))
            }
          }
        }
        try await Task.sleep(for: .milliseconds(50))
      }
    } catch {
      // The caller tries again.
    }
  }

  private func note(_ finalized: FinalizedBlock, isFresh: Bool) {
    let block = finalized.block
    let (now, wall) = (ContinuousClock.now, wallClock())
    guard block.header.height == height + 1 else { return }
    let own = ledger.mine(block.actions.map(\.hash), failed: Set(finalized.failed), at: now)
    let timestamp = Double(block.header.timestamp.seconds) + Double(block.header.timestamp.nanoseconds) / 1e9
    state.withLock { sightings in
      sightings.append(
        Sighting(
          height: block.header.height, hash: block.hash.hex, producer: block.header.producer.address.bech32, timestamp: timestamp,
          finality: isFresh ? wall - timestamp : nil, seen: now, actions: block.actions.count, ownActions: own))
    }
  }
}
