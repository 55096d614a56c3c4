/// Remembers which peers and addresses could not be reached, and how long not to try again. Pure: its owner guards it.
struct DialBackOff: Sendable {
  /// Whom a dial means: a peer, or an address if the peer is not known.
  enum Target: Sendable, Hashable {
    /// A peer, wherever it is.
    case peer(PeerID)
    /// Whoever is there.
    case address(Multiaddr)
  }

  private struct Failure: Sendable {
    var count: Int
    var until: UInt64
  }

  /// How many failures are remembered; then the expired ones are forgotten, and if none is, all.
  private static let limit = 4_096

  private let first: UInt64
  private let longest: UInt64
  private var failures: [Target: Failure] = [:]

  /// Nothing has failed.
  init(_ configuration: DialConfiguration) {
    first = configuration.backOff.nanoseconds
    longest = configuration.maximumBackOff.nanoseconds
  }

  /// The nanoseconds for which a target is not to be dialled, 0 if it may be.
  func delay(_ target: Target, at now: UInt64) -> UInt64 {
    guard let failure = failures[target], failure.until > now else { return 0 }
    return failure.until - now
  }

  /// A dial failed.
  mutating func failed(_ target: Target, at now: UInt64) {
    if failures.count >= Self.limit, failures[target] == nil {
      failures = failures.filter { $0.value.until > now }
      if failures.count >= Self.limit { failures = [:] }
    }
    let count = (failures[target]?.count ?? 0) + 1
    let doubled = first << UInt64(min(count - 1, 20))
    failures[target] = Failure(count: count, until: now &+ min(longest, max(first, doubled)))
  }

  /// A connection was made.
  mutating func succeeded(_ target: Target) { failures[target] = nil }
}

extension Duration {
  /// The nanoseconds, at least 0 and at most what a word holds.
  var nanoseconds: UInt64 {
    guard self > .zero else { return 0 }
    let (seconds, attoseconds) = components
    let (product, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : product.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000)).partialValue
  }
}
