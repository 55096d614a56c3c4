import LibP2P
import Testing

@testable import PeerNetwork

@Suite("Serving blocks")
struct ServingDeskTests {
  private let peer = samplePeer(1)
  private var limits = ServingLimits()

  init() {
    limits.blocksPerStream = 100
    limits.blocksPerUnicast = 10
    limits.answersPerPeer = 2
    limits.answers = 3
    limits.bytesPerAnswer = 1000
    limits.bytesPerSecondPerPeer = 2000
    limits.bytesPerSecond = 100_000
    limits.burstSeconds = 1
  }

  private func decide(
    _ desk: inout ServingDesk, _ range: ClosedRange<UInt64>, by number: UInt8 = 1, _ transport: SyncTransport = .stream,
    tip: UInt64 = 1000, at now: UInt64 = 1
  ) -> ServingDesk.Decision {
    desk.admit(samplePeer(number), BlockRequest(range), transport, tip: tip, at: now)
  }

  @Test("cuts a request at the limit of blocks, and at the tip")
  func cut() {
    var desk = ServingDesk(limits: limits, now: 1)
    #expect(decide(&desk, 1...(.max)) == .serve(1...100, bytes: 1000, isCut: true))
    desk.finish(peer, bytes: 0, at: 1)
    #expect(decide(&desk, 1...(.max), .unicast) == .serve(1...10, bytes: 1000, isCut: true))
    desk.finish(peer, bytes: 0, at: 1)
    #expect(decide(&desk, 950...(.max)) == .serve(950...1000, bytes: 1000, isCut: false))
    #expect(decide(&desk, 1001...2000) == .nothing)
    let question = desk.admit(peer, BlockRequest(start: 0, end: 0), .stream, tip: 10, at: 1)
    #expect(question == .nothing)
  }

  @Test("answers no more at once than allowed, for one peer and for all")
  func concurrency() {
    var desk = ServingDesk(limits: limits, now: 1)
    for range in [1...2, 3...4] as [ClosedRange<UInt64>] { #expect(decide(&desk, range) != .busy) }
    #expect(decide(&desk, 5...6) == .busy)
    #expect(decide(&desk, 5...6, by: 2) != .busy)
    #expect(decide(&desk, 5...6, by: 3) == .busy)
    desk.finish(peer, bytes: 0, at: 1)
    #expect(decide(&desk, 5...6, by: 3) != .busy)
    #expect(desk.answersUnderWay == 3)
  }

  @Test("sends no more bytes than allowed in the long run")
  func rate() {
    var desk = ServingDesk(limits: limits, now: 1)
    var sent = 0
    var now: UInt64 = 1
    while now < 10_000_000_000 {
      if case .serve(_, let bytes, _) = decide(&desk, 1...100, at: now) {
        desk.finish(peer, bytes: bytes, at: now)
        sent += bytes
      }
      now += 10_000_000
    }
    #expect(sent > 15_000)
    #expect(sent <= 22_000)
  }

  @Test("answers a repeated unicast request once, as v0.5.0 sends each several times, and again later")
  func repetition() {
    var desk = ServingDesk(limits: limits, now: 1)
    #expect(decide(&desk, 1...10, .unicast) != .repeated)
    #expect(decide(&desk, 1...10, .unicast) == .repeated)
    #expect(decide(&desk, 11...20, .unicast) != .repeated)
    #expect(decide(&desk, 1...10, .stream) != .repeated)
    desk.finish(peer, bytes: 0, at: 2)
    desk.finish(peer, bytes: 0, at: 2)
    #expect(decide(&desk, 1...10, .unicast, at: 600_000_000) != .repeated)
  }

  @Test("remembers a peer that left while it is being answered")
  func forgetting() {
    var desk = ServingDesk(limits: limits, now: 1)
    _ = decide(&desk, 1...10)
    desk.forget(peer)
    desk.finish(peer, bytes: 100, at: 2)
    #expect(desk.answersUnderWay == 0)
    desk.forget(peer)
    desk.finish(samplePeer(9), bytes: 0, at: 3)
  }
}

@Suite("Allowance")
struct AllowanceTests {
  private func take(from allowance: inout Allowance, _ amount: Int, at now: UInt64) -> Bool { allowance.take(amount, at: now) }
  private func available(in allowance: inout Allowance, at now: UInt64) -> Int64 { allowance.available(at: now) }

  @Test("refills with time up to its size, and goes below zero only once")
  func refill() {
    var allowance = Allowance(perSecond: 10, burst: 20, now: 0)
    #expect(take(from: &allowance, 30, at: 0))
    #expect(!take(from: &allowance, 1, at: 500_000_000))
    let late = allowance.take(1, at: 1_200_000_000)
    #expect(late)
    #expect(available(in: &allowance, at: .max) == 20)
    #expect(available(in: &allowance, at: 5) == 20)
  }

  @Test("does not lose short times")
  func shortTimes() {
    var allowance = Allowance(perSecond: 10, burst: 10, now: 0)
    #expect(take(from: &allowance, 10, at: 0))
    var now: UInt64 = 0
    while now < 1_000_000_000 {
      now += 1_000_000
      _ = allowance.available(at: now)
    }
    #expect(available(in: &allowance, at: now) == 10)
  }
}
