import Testing

@testable import LibP2P

/// Which incoming connections may begin.
struct AdmissionControlTests {
  @Test("counts half-open connections, connections and their rate, by address and in all")
  func limits() {
    var limits = HostLimits()
    limits.halfOpenConnections = 3
    limits.halfOpenConnectionsPerAddress = 2
    limits.connectionsPerAddress = 3
    var control = AdmissionControl(limits)
    let first = AdmissionControl.Origin.ip4(1)
    let second = AdmissionControl.Origin.ip4(2)
    #expect(control.admit(first, at: 0) == nil)
    #expect(control.admit(first, at: 0) == nil)
    #expect(control.admit(first, at: 0) == .halfOpen)
    #expect(control.admit(second, at: 0) == nil)
    #expect(control.admit(second, at: 0) == .halfOpen)
    control.opened(first)
    control.opened(first)
    #expect(control.admit(first, at: 0) == nil)
    #expect(control.admit(first, at: 0) == .address)
    control.closed(first, isHalfOpen: false)
    control.closed(second, isHalfOpen: true)
    #expect(control.admit(first, at: 0) == nil)
    #expect(control.halfOpenCount == 2)
  }

  @Test("takes addresses of one subscriber for one")
  func origins() throws {
    func origin(_ text: String) throws -> AdmissionControl.Origin { AdmissionControl.Origin(try Multiaddr(parsing: text)) }
    #expect(try origin("/ip4/1.2.3.4/tcp/5") == .ip4(0x0102_0304))
    #expect(try origin("/ip6/::ffff:1.2.3.4/tcp/5") == .ip4(0x0102_0304))
    #expect(try origin("/ip6/2001:db8:1:2::1/tcp/5") == origin("/ip6/2001:db8:1:2:ffff::9/tcp/6"))
    #expect(try origin("/ip6/2001:db8:1:2::1/tcp/5") != origin("/ip6/2001:db8:1:3::1/tcp/5"))
  }

  @Test("remembers no more addresses than it has room for")
  func manyOrigins() {
    var limits = HostLimits()
    limits.incoming = RateLimit(perSecond: 1_000_000, burst: 1_000_000)
    var control = AdmissionControl(limits)
    for index in 0..<UInt32(20_000) {
      let now = UInt64(index) * 100_000_000
      #expect(control.admit(.ip4(index), at: now) == nil)
      control.closed(.ip4(index), isHalfOpen: true)
    }
    #expect(control.halfOpenCount == 0)
  }

  @Test("counts against a rate")
  func rate() {
    var meter = RateMeter(RateLimit(perSecond: 10, burst: 3))
    let burst = (0..<5).map { _ in meter.admit(at: 0) }
    #expect(burst == [true, true, true, false, false])
    let later = (0..<2).map { _ in meter.admit(at: 100_000_000) }
    #expect(later == [true, false])
    #expect(meter.charge(10, at: 100_000_000) == 1_000_000_000)
    let excess = meter.admit(.max, at: 0)
    #expect(!excess)
    var never = RateMeter(RateLimit(perSecond: 0, burst: 10))
    let once = never.admit(at: 0)
    #expect(!once)
  }
}
