import LibP2P
import Logging
import Synchronization

/// The peers that are here, what they may send, and what they did wrong.
///
/// Isolation: any task; the contents are behind a lock that is held for no longer than a look-up.
final class PeerRegister: Sendable {
  private struct State: Sendable {
    var members: [PeerID: Member] = [:]
    var conduct = PeerConduct()
  }

  private struct Member: Sendable {
    var isValidating: Bool
    var unicast: Allowance
  }

  private let state = Mutex(State())
  private let transport: any PeerTransport
  private let unicastPerSecond: Int
  private let clock: MonotonicClock
  private let counters: CounterBox
  private let logger: Logger

  init(transport: any PeerTransport, unicastPerSecond: Int, clock: MonotonicClock, counters: CounterBox, logger: Logger) {
    self.transport = transport
    self.unicastPerSecond = unicastPerSecond
    self.clock = clock
    self.counters = counters
    self.logger = logger
  }

  /// The peers of this network.
  var members: [PeerID] { state.withLock { $0.members.keys.sorted() } }

  /// Adds a peer, or changes what is known of one. `isValidating`: it speaks this client's protocols, so it checks messages
  /// before it passes them on.
  ///
  /// - Returns: what was known before; nil for a new peer.
  func insert(_ peer: PeerID, isValidating: Bool) -> Bool? {
    let allowance = Allowance(perSecond: unicastPerSecond, burst: unicastPerSecond * 2, now: clock.now)
    return state.withLock { state in
      let before = state.members[peer]?.isValidating
      state.members[peer, default: Member(isValidating: isValidating, unicast: allowance)].isValidating = isValidating
      return before
    }
  }

  /// Removes a peer.
  ///
  /// - Returns: whether it was here.
  func remove(_ peer: PeerID) -> Bool { state.withLock { $0.members.removeValue(forKey: peer) != nil } }

  /// Whether a peer checks what it passes on.
  func isValidating(_ peer: PeerID) -> Bool { state.withLock { $0.members[peer]?.isValidating ?? false } }

  /// Whether a peer may send another unicast message. For one that did not tell yet what it is, the transport's limits do.
  func allowsUnicast(of peer: PeerID) -> Bool {
    let now = clock.now
    return state.withLock { state in
      guard state.members[peer] != nil else { return true }
      return state.members[peer]?.unicast.take(1, at: now) ?? false
    }
  }

  /// Notes an offence, and bans the peer when it was the last straw.
  func note(_ offence: Offence, by peer: PeerID) async {
    guard peer != transport.localPeer else { return }
    let now = clock.now
    let (bannedUntil, points) = state.withLock { state in
      let bannedUntil = state.conduct.note(offence, by: peer, at: now)
      return (bannedUntil, state.conduct.points(of: peer, at: now))
    }
    transport.setStanding(of: peer, points: points)
    counters.offence(offence, isBanned: bannedUntil != nil)
    logger.debug("peer misbehaved", metadata: ["peer": "\(peer)", "offence": "\(offence.rawValue)"])
    guard let bannedUntil else { return }
    logger.notice(
      "peer banned", metadata: ["peer": "\(peer)", "offence": "\(offence.rawValue)", "seconds": "\((bannedUntil - now) / 1_000_000_000)"])
    await transport.ban(peer, for: .nanoseconds(Int64(clamping: bannedUntil - now)))
  }
}
