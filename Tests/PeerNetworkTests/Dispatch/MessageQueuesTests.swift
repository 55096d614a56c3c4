import LibP2P
import Testing

@testable import PeerNetwork

@Suite("Message queues")
struct MessageQueuesTests {
  private let a = samplePeer(1)
  private let b = samplePeer(2)

  private func queues(count: Int, bytes: Int = 1000, perPeer: Int = 100) -> MessageQueues<Int> {
    var limits = QueueLimits()
    let lane = LaneLimits(count: count, bytes: bytes, countPerPeer: perPeer)
    (limits.consensus, limits.blocks, limits.actions) = (lane, lane, lane)
    return MessageQueues(limits: limits)
  }

  private func push(
    to queues: inout MessageQueues<Int>, _ element: Int, _ lane: MessageLane, from peer: PeerID, bytes: Int
  ) -> MessageQueues<Int>.Outcome {
    queues.push(element, to: lane, from: peer, bytes: bytes)
  }

  private func isRefused(_ outcome: MessageQueues<Int>.Outcome) -> Bool {
    if case .refused = outcome { true } else { false }
  }

  @Test("gives messages of a lane back in their order")
  func order() {
    var queues = queues(count: 1000, perPeer: 1000)
    for number in 0..<300 { _ = queues.push(number, to: .actions, from: a, bytes: 1) }
    var taken = queues.pop(.actions, upTo: 200).map(\.element)
    _ = queues.push(300, to: .actions, from: b, bytes: 1)
    taken += queues.pop(.actions, upTo: 200).map(\.element)
    #expect(taken == Array(0...300))
    #expect(queues.count(.actions) == 0)
  }

  @Test("lets a full lane of consensus drop the oldest message of the busiest peer")
  func consensusOverflow() {
    var queues = queues(count: 3)
    _ = queues.push(1, to: .consensus, from: b, bytes: 1)
    _ = queues.push(2, to: .consensus, from: a, bytes: 1)
    _ = queues.push(3, to: .consensus, from: a, bytes: 1)
    guard case .queued(let dropped) = queues.push(4, to: .consensus, from: b, bytes: 1) else {
      Issue.record("the message was refused")
      return
    }
    #expect(dropped == [2])
    let rest = queues.pop(.consensus, upTo: 9).map(\.element)
    #expect(rest == [1, 3, 4])
  }

  @Test("refuses blocks and actions when their lane is full", arguments: [MessageLane.blocks, .actions])
  func overflow(lane: MessageLane) {
    var queues = queues(count: 2)
    #expect(!isRefused(push(to: &queues, 1, lane, from: a, bytes: 1)))
    #expect(!isRefused(push(to: &queues, 2, lane, from: a, bytes: 1)))
    #expect(isRefused(push(to: &queues, 3, lane, from: b, bytes: 1)))
    _ = queues.pop(lane)
    #expect(!isRefused(push(to: &queues, 3, lane, from: b, bytes: 1)))
  }

  @Test("counts bytes, and takes one large message into an empty lane")
  func bytes() {
    var queues = queues(count: 100, bytes: 10)
    #expect(!isRefused(push(to: &queues, 1, .blocks, from: a, bytes: 50)))
    #expect(isRefused(push(to: &queues, 2, .blocks, from: b, bytes: 1)))
    _ = queues.pop(.blocks)
    #expect(!isRefused(push(to: &queues, 2, .blocks, from: b, bytes: 10)))
  }

  @Test("gives no peer more than its share of any lane", arguments: MessageLane.allCases)
  func share(lane: MessageLane) {
    var queues = queues(count: 100, perPeer: 2)
    for number in 0..<2 { #expect(!isRefused(push(to: &queues, number, lane, from: a, bytes: 1))) }
    #expect(isRefused(push(to: &queues, 2, lane, from: a, bytes: 1)))
    #expect(!isRefused(push(to: &queues, 2, lane, from: b, bytes: 1)))
    _ = queues.pop(lane)
    #expect(!isRefused(push(to: &queues, 2, lane, from: a, bytes: 1)))
  }
}
