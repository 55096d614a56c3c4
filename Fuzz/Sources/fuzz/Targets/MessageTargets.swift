import ChainCrypto
import ChainTypes
import Primitives

/// The protobuf messages that peers, clients and files send.
extension FuzzTarget {
  /// A block, from a file or a peer.
  static let block = FuzzTarget(name: "block") { input in
    guard let block = checkMessage(Block.self, input, isNeverNormal: { $0.actions.contains(where: isNeverNormal) }) else {
      return
    }
    let bytes = [UInt8](input)
    guard let kept = try? Block(decoding: bytes) else { return require(false, "the two ways to decode a block disagree") }
    // A block that came in normal form keeps its bytes; they must be what it would write without them.
    let rebuilt = Block(header: kept.header, actions: kept.actions, footer: kept.footer)
    require(kept.encoded == rebuilt.encoded, "a block's bytes are not what it says")
    require(kept.hash == Keccak256.hash(block.header.encoded), "the hash is not over the header")
    require(kept.header.signingDigest == Keccak256.hash(block.header.core.encoded), "the digest is not over the core")
    for action in block.actions { checkHashes(of: action) }
    _ = block.txRoot()
    let strict = BlockLimits(maximumBytes: 512, maximumActions: 2, maximumEndorsements: 1)
    if let small = try? Block(decoding: bytes, limits: strict) {
      require(bytes.count <= 512 && small.actions.count <= 2 && small.footer.endorsements.count <= 1, "a block exceeds its limits")
    }
  }

  /// A signed action, from a client or a peer.
  static let action = FuzzTarget(name: "action") { input in
    guard let action = checkMessage(SealedAction.self, input, isNeverNormal: isNeverNormal) else { return }
    checkHashes(of: action)
    _ = action.verifySignature()
    _ = action.totalSize
    _ = try? action.envelope.cost()
    _ = try? action.envelope.payload.intrinsicGas()
    _ = action.envelope.payload.destination.map { try? Address(bech32: $0) }
  }

  /// The payload of an action of any kind; the first byte chooses the type of the message.
  static let payload = FuzzTarget(name: "payload") { input in
    let (choice, rest) = input.selector
    payloads[choice % payloads.count](rest)
  }

  /// The receipts of a block.
  static let receipts = FuzzTarget(name: "receipts") { input in
    guard let list = checkMessage(ReceiptList.self, input) else { return }
    _ = list.root
    for receipt in list.receipts {
      for log in receipt.logs { require(log.withLastTopicRepeated.topics.count == log.topics.count, "a log loses topics") }
    }
  }

  /// A message of the consensus, from a peer.
  static let consensus = FuzzTarget(name: "consensus") { input in
    guard let message = checkMessage(ConsensusMessage.self, input, isNeverNormal: isNeverNormal) else { return }
    _ = message.verifySignature()
    switch message.document {
    case .vote(let vote): require(vote.documentHash == message.document.hash, "a vote has two hashes")
    case .proposal(let proposal):
      require(proposal.documentHash == message.document.hash, "a proposal has two hashes")
      for action in proposal.block.actions { checkHashes(of: action) }
    }
  }

  /// A list of candidates.
  static let candidates = FuzzTarget(name: "candidates") { input in
    guard let list = checkMessage(CandidateList.self, input) else { return }
    for candidate in list.candidates {
      require(WireInteger(parsing: candidate.votes.decimal) == candidate.votes, "votes change on their way through decimal text")
    }
  }

  private static let payloads: [@Sendable (UnsafeRawBufferPointer) -> Void] = [
    checking(Transfer.self), checking(Vote.self) { isNeverNormal(.vote($0)) }, checking(Execution.self), checking(StartSubChain.self),
    checking(StopSubChain.self), checking(PutBlock.self), checking(CreateDeposit.self), checking(SettleDeposit.self),
    checking(CreatePlumChain.self), checking(TerminatePlumChain.self), checking(PlumPutBlock.self) { isNeverNormal(.plumPutBlock($0)) },
    checking(PlumCreateDeposit.self), checking(PlumStartExit.self), checking(PlumChallengeExit.self),
    checking(PlumResponseChallengeExit.self), checking(PlumFinalizeExit.self), checking(PlumSettleDeposit.self),
    checking(PlumTransfer.self), checking(DepositToRewardingFund.self), checking(ClaimFromRewardingFund.self),
    checking(GrantReward.self), checking(PutPollResult.self), checking(Envelope.self) { isNeverNormal($0.payload) },
    checking(UncheckedTimestamp.self) { !$0.unknownFields.isEmpty },
    checking(BlockHeader.self), checking(BlockFooter.self), checking(Endorsement.self), checking(ConsensusVote.self),
  ]

  private static func checking<Message: ProtobufMessage>(
    _ type: Message.Type, isNeverNormal: @escaping @Sendable (Message) -> Bool = { _ in false }
  ) -> @Sendable (UnsafeRawBufferPointer) -> Void {
    { input in _ = checkMessage(Message.self, input, isNeverNormal: isNeverNormal) }
  }

  /// Whether the payload holds something that is written as it was read, and still never found to be in normal form: the
  /// unknown fields of a vote's time, or empty parts in the entries of a map. Hashing such an action takes longer.
  private static func isNeverNormal(_ payload: ActionPayload) -> Bool {
    switch payload {
    case .vote(let vote): !(vote.timestamp?.unknownFields.isEmpty ?? true)
    case .plumPutBlock(let block): block.roots.contains { $0.name.isEmpty || $0.value.isEmpty }
    default: false
    }
  }

  private static func isNeverNormal(_ action: SealedAction) -> Bool { isNeverNormal(action.envelope.payload) }

  private static func isNeverNormal(_ message: ConsensusMessage) -> Bool {
    if case .proposal(let proposal) = message.document { proposal.block.actions.contains(where: isNeverNormal) } else { false }
  }

  private static func checkHashes(of action: SealedAction) {
    require(action.hash == Keccak256.hash(action.encoded), "an action's hash is not over its encoding")
    require(action.digest == action.envelope.digest, "an action's digest is not over its envelope")
  }
}

/// Decodes a message, and checks that writing it is stable and that the verdict on normal form is right.
///
/// - Parameter isNeverNormal: whether the verdict on a message may be negative for no good reason.
/// - Returns: the message, or nil if the bytes are none.
private func checkMessage<Message: ProtobufMessage>(
  _ type: Message.Type, _ input: UnsafeRawBufferPointer, isNeverNormal: (Message) -> Bool = { _ in false }
) -> Message? {
  var reader = ProtobufReader(input)
  guard let message = try? Message(from: &reader) else { return nil }
  require(reader.offset == input.count, "\(type): reading ended before the end")
  let encoded = message.encoded
  if reader.isCanonical { require(encoded.isEqual(to: input), "\(type): bytes in normal form are written differently") }
  encoded.withUnsafeBytes { bytes in
    var second = ProtobufReader(bytes)
    guard let again = try? Message(from: &second) else { return require(false, "\(type): what was written cannot be read") }
    require(again.encoded == encoded, "\(type): writing is not stable")
    require(again == message, "\(type): a message does not equal itself after writing and reading")
    require(second.isCanonical || isNeverNormal(again), "\(type): what was written is not in normal form")
  }
  return message
}
