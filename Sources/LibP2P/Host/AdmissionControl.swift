/// Decides which incoming connections may begin their handshakes. Pure: its owner guards it.
struct AdmissionControl: Sendable {
  /// Who may share a limit: an IPv4 address, or a /64 of IPv6, which one subscriber can have all addresses of.
  enum Origin: Sendable, Hashable {
    /// An IPv4 address.
    case ip4(UInt32)
    /// The first half of an IPv6 address.
    case ip6(UInt64)
    /// Anything else.
    case other
  }

  /// What is counted of an origin.
  private struct Use: Sendable {
    var halfOpen = 0
    var connections = 0
    var meter: RateMeter
  }

  /// At so many origins, those without connections and debts are forgotten.
  private static let originLimit = 4_096

  private let limits: HostLimits
  private var origins: [Origin: Use] = [:]
  private var meter: RateMeter
  private(set) var halfOpenCount = 0

  /// Nobody is connected.
  init(_ limits: HostLimits) {
    self.limits = limits
    meter = RateMeter(limits.incoming)
  }

  /// Counts an incoming connection as half open, or says why it may not be. Each one admitted must be given to ``opened(_:)`` or ``closed(_:isHalfOpen:)``.
  mutating func admit(_ origin: Origin, at now: UInt64) -> ConnectionRefusal? {
    if origins.count >= Self.originLimit {
      origins = origins.filter { $0.value.connections > 0 || !$0.value.meter.isIdle(at: now) }
      guard origins.count < 4 * Self.originLimit else { return .rate }
    }
    var use = origins[origin] ?? Use(meter: RateMeter(limits.incomingPerAddress))
    guard use.meter.admit(at: now) else {
      origins[origin] = use
      return .rate
    }
    defer { origins[origin] = use }
    guard use.connections < limits.connectionsPerAddress else { return .address }
    guard halfOpenCount < limits.halfOpenConnections, use.halfOpen < limits.halfOpenConnectionsPerAddress else { return .halfOpen }
    guard meter.admit(at: now) else { return .rate }
    use.halfOpen += 1
    use.connections += 1
    halfOpenCount += 1
    return nil
  }

  /// A connection's handshakes are done.
  mutating func opened(_ origin: Origin) {
    halfOpenCount -= 1
    origins[origin]?.halfOpen -= 1
  }

  /// A connection is gone, in its handshakes or after.
  mutating func closed(_ origin: Origin, isHalfOpen: Bool) {
    if isHalfOpen { opened(origin) }
    origins[origin]?.connections -= 1
  }
}

extension AdmissionControl.Origin {
  /// Where a connection comes from.
  init(_ address: Multiaddr?) {
    guard let first = address?.components.first else {
      self = .other
      return
    }
    let bytes = first.value
    switch first.addressProtocol {
    case .ip4:
      self = .ip4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
    case .ip6 where bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF:
      self = .ip4(bytes[12...].reduce(0) { $0 << 8 | UInt32($1) })
    case .ip6:
      self = .ip6(bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) })
    default:
      self = .other
    }
  }
}
