internal import Chain
internal import ChainCrypto
internal import ChainTypes
internal import Primitives
internal import RollDPoS

/// Makes a node Byzantine: it changes what the node sends, listens to what it receives, and acts by itself.
///
/// The node below runs the real protocol, so that the adversary always has something plausible to bend. What it may do is
/// scripted by its behaviours; when and to whom is drawn from the node's own random numbers.
final class Adversary {
  let behaviours: Set<ByzantineBehaviour>
  unowned let host: any AdversaryHost
  /// Messages heard and sent, to be sent again; bounded.
  var heard: [Packet] = []
  /// Votes heard for each block of the present height, with their endorsements.
  var votes: [Hash256: [(topic: ConsensusVote.Topic, endorsement: Endorsement)]] = [:]
  /// Blocks heard of that are not in the chain yet.
  var proposals: [Hash256: Block] = [:]
  /// Votes that were answered with votes of strangers or with double locks.
  var answered: Set<Hash256> = []

  static let memory = 150

  init(_ behaviours: [ByzantineBehaviour], host: any AdversaryHost) {
    self.behaviours = Set(behaviours)
    self.host = host
  }

  func has(_ behaviour: ByzantineBehaviour) -> Bool { behaviours.contains(behaviour) }

  /// How often it acts by itself, in nanoseconds.
  var period: UInt64 { host.network.shape.blockInterval / 3 }

  // MARK: What the node sends

  /// What is sent in place of a message of the node.
  func replace(_ packet: Packet, _ message: ConsensusMessage?) -> [AdversaryMessage] {
    if has(.silent) {
      host.environment.record(.misbehaved, "sends nothing", number: packet.number)
      return []
    }
    var messages = [AdversaryMessage(packet: packet, receivers: nil)]
    if let message {
      switch message.document {
      case .proposal(let proposal): messages = replaceProposal(proposal, message)
      case .vote: messages = replaceVote(message)
      }
      remember(packet, message)
    }
    if has(.delayedMessages) {
      host.environment.record(.misbehaved, "sends late", number: packet.number)
      for index in messages.indices { messages[index].delay = random { $0.within(0...2 * host.network.shape.blockInterval) } }
    }
    return messages
  }

  private func replaceProposal(_ proposal: BlockProposal, _ message: ConsensusMessage) -> [AdversaryMessage] {
    if has(.withheldProof), !proposal.proofOfLock.isEmpty {
      return [everyone(sign(BlockProposal(block: proposal.block), at: message.endorsement.timestamp))]
    }
    if has(.invalidBlock), let block = spoilt(proposal.block) {
      return [everyone(sign(BlockProposal(block: block, proofOfLock: proposal.proofOfLock), at: message.endorsement.timestamp))]
    }
    if has(.earlyAndLateBlocks) { return untimely(proposal, message) }
    if has(.equivocatingProposer), let other = alternative(to: proposal.block) {
      let (left, right) = halves()
      let second = sign(BlockProposal(block: other), at: message.endorsement.timestamp)
      host.environment.record(.misbehaved, "proposes two blocks", number: message.height)
      return [AdversaryMessage(packet: Packet(message), receivers: left), AdversaryMessage(packet: Packet(second), receivers: right)]
        + votesForEverything(other.hash, height: message.height, roundStart: message.endorsement.timestamp, to: right)
    }
    return [AdversaryMessage(packet: Packet(message), receivers: nil)]
  }

  private func replaceVote(_ message: ConsensusMessage) -> [AdversaryMessage] {
    guard has(.selectiveVotes) || has(.withheldProof) else { return [AdversaryMessage(packet: Packet(message), receivers: nil)] }
    host.environment.record(.misbehaved, "votes to some only", number: message.height)
    return [AdversaryMessage(packet: Packet(message), receivers: some())]
  }

  // MARK: What the node hears

  /// Listens to a consensus message.
  func hear(_ packet: Packet, _ message: ConsensusMessage) -> [AdversaryMessage] {
    guard !has(.silent) else { return [] }
    remember(packet, message)
    guard case .proposal(let proposal) = message.document else { return [] }
    let hash = proposal.block.hash
    guard answered.insert(hash).inserted else { return [] }
    let start = message.endorsement.timestamp
    var messages: [AdversaryMessage] = []
    if has(.doubleLock) {
      host.environment.record(.misbehaved, "locks everything", number: message.height)
      messages += votesForEverything(hash, height: message.height, roundStart: start, to: nil)
      messages += [
        vote(.proposal, [], message.height, start, host.key, to: some()), vote(.lock, [], message.height, start, host.key, to: some()),
      ]
    }
    if has(.outsiderVotes) {
      host.environment.record(.misbehaved, "votes as outsiders", number: message.height)
      for index in 0..<host.network.shape.delegates {
        let key = SimulationKeys.outsider(index)
        for topic in [ConsensusVote.Topic.proposal, .lock, .commit] {
          messages.append(vote(topic, hash.bytes, message.height, start, key, to: nil))
        }
      }
    }
    return messages
  }

  private func remember(_ packet: Packet, _ message: ConsensusMessage) {
    if heard.count == Self.memory { heard.remove(at: random { $0.below(Self.memory) }) }
    heard.append(packet)
    switch message.document {
    case .proposal(let proposal):
      if proposals.count > 20 { proposals.removeAll() }
      proposals[proposal.block.hash] = proposal.block
    case .vote(let vote):
      guard let hash = Hash256(vote.blockHash) else { return }
      if votes.count > 20 { votes.removeAll() }
      votes[hash, default: []].append((vote.topic, message.endorsement))
    }
  }

  // MARK: Tools

  func random<Value>(_ draw: (inout RandomStream) -> Value) -> Value { draw(&host.environment.random) }

  /// The other nodes.
  var others: [Int] { (0..<host.environment.nodeCount).filter { $0 != host.environment.index } }

  /// Some of the other nodes, perhaps none, perhaps all.
  func some() -> [Int] {
    let count = random { $0.within(0...others.count) }
    return Array(random { $0.shuffled(others) }.prefix(count))
  }

  /// The other nodes in two halves.
  func halves() -> ([Int], [Int]) {
    let shuffled = random { $0.shuffled(others) }
    return (Array(shuffled.prefix(shuffled.count / 2)), Array(shuffled.dropFirst(shuffled.count / 2)))
  }

  func everyone(_ message: ConsensusMessage) -> AdversaryMessage { AdversaryMessage(packet: Packet(message), receivers: nil) }

  /// A proposal, signed with the node's key.
  func sign(_ proposal: BlockProposal, at time: Timestamp) -> ConsensusMessage {
    ConsensusMessage(
      height: proposal.block.height, endorsement: .sign(documentHash: proposal.documentHash, at: time, with: host.key),
      document: .proposal(proposal))
  }

  /// A vote with the right date of its round.
  func vote(
    _ topic: ConsensusVote.Topic, _ target: [UInt8], _ height: UInt64, _ roundStart: Timestamp, _ key: PrivateKey, to receivers: [Int]?
  ) -> AdversaryMessage {
    let timeouts = host.network.timeouts
    let step: Int64 =
      switch topic {
      case .proposal: timeouts.acceptBlock
      case .lock: timeouts.acceptBlock + timeouts.acceptProposalEndorsements
      case .commit: timeouts.round
      }
    let vote = ConsensusVote(blockHash: target, topic: topic)
    let time = roundStart.adding(nanoseconds: step) ?? roundStart
    let message = ConsensusMessage(
      height: height, endorsement: .sign(documentHash: vote.documentHash, at: time, with: key), document: .vote(vote))
    return AdversaryMessage(packet: Packet(message), receivers: receivers)
  }

  /// Votes of all kinds for a block, with the node's key.
  func votesForEverything(_ hash: Hash256, height: UInt64, roundStart: Timestamp, to receivers: [Int]?) -> [AdversaryMessage] {
    [ConsensusVote.Topic.proposal, .lock, .commit].map { vote($0, hash.bytes, height, roundStart, host.key, to: receivers) }
  }
}
