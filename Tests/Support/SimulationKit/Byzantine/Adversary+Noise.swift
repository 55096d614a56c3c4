internal import Chain
internal import ChainCrypto
internal import ChainTypes
internal import PeerNetwork
internal import Primitives

extension Adversary {
  /// What it sends by itself, from time to time.
  func act() -> [AdversaryMessage] {
    guard !has(.silent) else { return [] }
    var messages: [AdversaryMessage] = []
    if has(.voteReplay) { messages += replay() }
    if has(.forgedFooter), let block = forged() { messages.append(AdversaryMessage(packet: Packet(announcing: block), receivers: some())) }
    if has(.garbage) { messages += garbage() }
    if has(.spam) { messages += spam() }
    return messages
  }

  private func replay() -> [AdversaryMessage] {
    host.environment.record(.misbehaved, "replays votes")
    return (0..<8).compactMap { _ -> AdversaryMessage? in
      guard let packet = random({ $0.pick(heard) }) else { return nil }
      guard random({ $0.chance(perMillion: 400_000) }), var message = try? ConsensusMessage(decoding: packet.bytes, limits: .default) else {
        return AdversaryMessage(packet: packet, receivers: some())
      }
      // No signature covers the height of the message.
      message.height = host.chain.head.height + UInt64(random { $0.within(0...2) })
      return AdversaryMessage(packet: Packet(message), receivers: some())
    }
  }

  private func garbage() -> [AdversaryMessage] {
    host.environment.record(.misbehaved, "sends garbage")
    return (0..<6).map { _ in
      let channel = random { $0.pick(Packet.Channel.allCases) } ?? .consensus
      var bytes = random { $0.bytes($0.within(0...120)) }
      if random({ $0.chance(perMillion: 600_000) }), let packet = random({ $0.pick(heard) }), !packet.bytes.isEmpty {
        bytes = packet.bytes
        for _ in 0..<random({ $0.within(1...4) }) { bytes[random { $0.below(bytes.count) }] ^= UInt8(1 << random { $0.below(8) }) }
        if random({ $0.chance(perMillion: 200_000) }) { bytes.removeLast(random { $0.below(bytes.count) }) }
      }
      return AdversaryMessage(packet: Packet(channel, bytes, label: "garbage"), receivers: some())
    }
  }

  private func spam() -> [AdversaryMessage] {
    host.environment.record(.misbehaved, "sends spam")
    let head = host.chain.head
    let interval = Int64(host.network.shape.blockInterval)
    let now = host.environment.localTime
    return (0..<12).map { _ in
      let start = now.adding(nanoseconds: Int64(random { $0.within(-3...3) }) * interval) ?? now
      return vote(
        random { $0.pick(ConsensusVote.Topic.allCases) } ?? .lock, Keccak256.hash(random { $0.bytes(8) }).bytes,
        head.height + UInt64(random { $0.within(1...3) }), start, host.key, to: nil)
    }
  }
}

extension Adversary {
  /// What it answers to a request for blocks in place of its node's answers.
  func lie(to packet: Packet, from asker: Int, honest answers: [Packet]) -> [AdversaryMessage] {
    guard !has(.silent) else { return [] }
    guard has(.lyingSync), let question = SyncQuestion(decoding: packet.bytes) else {
      return answers.map { AdversaryMessage(packet: $0, receivers: [asker]) }
    }
    host.environment.record(.misbehaved, "lies about its blocks", number: question.request.start)
    let height = host.chain.head.height
    let answer: SyncAnswer
    switch random({ $0.below(5) }) {
    case 0: return []
    case 1: answer = SyncAnswer(number: question.number, tip: height + UInt64(random { $0.within(1...1000) }), blocks: [])
    case 2: answer = SyncAnswer(number: question.number, tip: height, blocks: [random { $0.bytes(60) }])
    case 3: answer = SyncAnswer(number: question.number, tip: height, blocks: (forged().map { [$0.encoded] } ?? []))
    default:
      let other = try? host.chain.view().blocks.block(at: UInt64(random { $0.within(1...Int(max(1, height))) }))
      answer = SyncAnswer(number: question.number, tip: height + 5, blocks: other.map { [$0.encoded, $0.encoded] } ?? [])
    }
    return [AdversaryMessage(packet: answer.packet, receivers: [asker])]
  }
}
