import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import Testing

@Suite struct ActionQueueTests {
  private static let keys = (0..<6).map { TestKeys.numbered($0) }

  private static func action(_ sender: Int, _ nonce: UInt64, price: UInt64) -> SealedAction {
    .transfer(from: keys[sender], to: keys[0].publicKey.address, nonce: nonce, price: U256(price))
  }

  private static func queue(_ actions: [SealedAction]) -> ActionQueue {
    ActionQueue(Dictionary(grouping: actions, by: \.sender))
  }

  /// All actions of a queue in their order.
  private static func drain(_ queue: ActionQueue) -> [SealedAction] {
    var queue = queue
    var result: [SealedAction] = []
    while let next = queue.next {
      result.append(next)
      queue.advance()
    }
    return result
  }

  @Test func `is empty without actions`() {
    var queue = ActionQueue([Self.keys[0].publicKey.address: []])
    #expect(queue.next == nil)
    queue.advance()
    queue.skipSender()
    #expect(queue.next == nil)
  }

  @Test func `hands out what pays most first`() {
    let actions = [Self.action(0, 1, price: 5), Self.action(1, 1, price: 7), Self.action(2, 1, price: 6)]
    #expect(Self.drain(Self.queue(actions)) == [actions[1], actions[2], actions[0]])
  }

  @Test func `never hands out a sender's action before the one with the lower nonce`() {
    let actions = [Self.action(0, 1, price: 1), Self.action(0, 2, price: 100), Self.action(1, 1, price: 50)]
    #expect(Self.drain(Self.queue(actions)) == [actions[2], actions[0], actions[1]])
  }

  @Test func `orders equal prices by the sender's address`() {
    let actions = (0..<6).map { Self.action($0, 1, price: 3) }
    let expected = actions.sorted { $0.sender.hash < $1.sender.hash }
    #expect(Self.drain(Self.queue(actions)) == expected)
    #expect(Self.drain(Self.queue(actions.reversed())) == expected)
  }

  @Test func `skips all that is left of a sender`() {
    var queue = Self.queue([
      Self.action(0, 1, price: 9), Self.action(0, 2, price: 9), Self.action(0, 3, price: 9), Self.action(1, 1, price: 5),
    ])
    queue.advance()
    #expect(queue.next?.envelope.nonce == 2)
    queue.skipSender()
    #expect(queue.next?.sender == Self.keys[1].publicKey.address)
    queue.skipSender()
    #expect(queue.next == nil)
  }

  @Test func `takes a price that is no amount for nothing`() {
    let envelope = Envelope(
      nonce: 1, gasLimit: 10_000, gasPrice: WireInteger(parsing: "-7"),
      payload: .transfer(Transfer(amount: .zero, recipient: Self.keys[1].publicKey.address.bech32)))
    let odd = SealedAction.sign(envelope, with: Self.keys[0])
    let paying = Self.action(1, 1, price: 1)
    #expect(Self.drain(Self.queue([odd, paying])) == [paying, odd])
  }

  @Test(arguments: 1...20)
  func `hands out as a search through all senders would`(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    var lines: [Address: [SealedAction]] = [:]
    for sender in Self.keys.indices {
      let count = Int(random.next(below: 8))
      let actions = (0..<count).map { Self.action(sender, UInt64($0) + 1, price: random.next(below: 5)) }
      lines[Self.keys[sender].publicKey.address] = actions
    }
    var queue = ActionQueue(lines)
    while let next = queue.next {
      let best = lines.values.compactMap(\.first).max { left, right in
        let prices = (left.envelope.gasPrice, right.envelope.gasPrice)
        return prices.0 == prices.1 ? left.sender.hash > right.sender.hash : prices.0 < prices.1
      }
      #expect(next == best)
      if random.next(below: 4) == 0 {
        queue.skipSender()
        lines[next.sender] = []
      } else {
        queue.advance()
        lines[next.sender]?.removeFirst()
      }
    }
    #expect(lines.values.filter { !$0.isEmpty }.count == 0)
  }
}

/// Numbers that depend on a seed alone.
private struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number below a bound, from a linear congruential generator (Knuth, MMIX).
  mutating func next(below bound: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % bound
  }
}
