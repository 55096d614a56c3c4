import ChainCrypto
import Primitives
import TestSupport
import Testing

@testable import ChainTypes

@Suite("The verdict that bytes are in normal form")
struct VerdictTests {
  /// One message of every type, as bytes with every field filled.
  private var originals: [(any ProtobufMessage.Type, [UInt8])] {
    let action = SealedAction.sign(Samples.envelope(.transfer(Samples.transfer)), with: Samples.key)
    let hash = Keccak256.hash([1])
    let core = BlockHeaderCore(
      height: 5, timestamp: Timestamp(seconds: 7, nanoseconds: 8), previousHash: hash, txRoot: hash, deltaStateDigest: hash,
      receiptRoot: hash)
    let header = BlockHeader.sign(core, with: Samples.key)
    let vote = ConsensusVote(blockHash: hash.bytes, topic: .commit)
    let endorsement = Endorsement.sign(documentHash: hash, at: core.timestamp, with: Samples.key)
    let footer = BlockFooter(endorsements: [endorsement, endorsement], commitTime: core.timestamp)
    let block = Block(header: header, actions: [action, action], footer: footer)
    let log = Log(address: "a", topics: [hash, hash], data: [1, 2], blockHeight: 5, actionHash: hash, index: 3)
    let receipt = Receipt(status: 1, blockHeight: 5, actionHash: hash, gasConsumed: 9, contractAddress: "b", logs: [log, log])
    let candidate = Candidate(address: "a", votes: WireInteger(U256(300)), rewardAddress: "b")
    let proposal = BlockProposal(block: block, proofOfLock: [endorsement])
    let messages: [any ProtobufMessage] = [
      action, action.envelope, header, footer, block, log, receipt, ReceiptList([receipt, receipt]), endorsement, vote, candidate,
      CandidateList([candidate, candidate]), proposal, UncheckedTimestamp(seconds: 5, nanoseconds: 6),
      ConsensusMessage(height: 5, endorsement: endorsement, document: .vote(vote)),
      ConsensusMessage(height: 5, endorsement: endorsement, document: .proposal(proposal)),
    ]
    return messages.map { (Swift.type(of: $0), $0.encoded) } + Samples.payloads.map { (Self.messageType(of: $0.kind), $0.encoded) }
  }

  /// Reads bytes as a message; nil when they are none.
  private func read<Message: ProtobufMessage>(_ type: Message.Type, _ bytes: [UInt8]) -> (encoded: [UInt8], isCanonical: Bool)? {
    try? readingProtobuf(bytes) { (reader) throws(CodecError) in
      let message = try Message(from: &reader)
      return (message.encoded, reader.isCanonical)
    }
  }

  @Test("what this client writes is in normal form, for every type of message")
  func ownEncodings() throws {
    for (type, bytes) in originals {
      let attempt = read(type, bytes)
      let result = try #require(attempt, "\(type)")
      #expect(result.encoded == bytes, "\(type)")
      #expect(result.isCanonical, "\(type)")
    }
  }

  @Test("bytes in normal form are always what would be written, and decoding what was written changes nothing")
  func soundness() throws {
    var generator = SeededGenerator(seed: 10)
    var (decoded, normal) = (0, 0)
    for _ in 0..<1_000 {
      for (type, bytes) in originals {
        let changed = try rearranged(bytes, with: &generator, depth: 3)
        guard let result = read(type, changed) else { continue }
        decoded += 1
        if result.isCanonical {
          normal += 1
          #expect(result.encoded == changed, "\(type) \(changed)")
        }
        let again = read(type, result.encoded)
        #expect(again?.encoded == result.encoded, "\(type) \(changed)")
      }
    }
    #expect(decoded > 10_000 && normal > 1_000)
  }

  @Test("random bytes given to every decoder throw, or decode to something that decodes again")
  func noise() throws {
    var generator = SeededGenerator(seed: 9)
    let types = originals.map(\.0)
    for _ in 0..<5_000 {
      let bytes = generator.bytes(upTo: 60)
      for type in types {
        guard let result = read(type, bytes) else { continue }
        if result.isCanonical { #expect(result.encoded == bytes, "\(type) \(bytes)") }
        let again = read(type, result.encoded)
        #expect(again?.encoded == result.encoded, "\(type) \(bytes)")
      }
    }
  }

  /// Changes one thing about the fields of a message, or of a message inside it.
  private func rearranged(_ bytes: [UInt8], with generator: inout SeededGenerator, depth: Int) throws -> [UInt8] {
    guard var fields = try? FieldSplitter.fields(of: bytes), !fields.isEmpty else { return bytes }
    let position = generator.below(fields.count)
    switch generator.below(9) {
    case 0: fields.shuffle(using: &generator)
    case 1: fields.append(fields[position])
    case 2: fields.remove(at: position)
    case 3: fields.insert(Wire.number(UInt64(1 + generator.below(12)), generator.number()), at: position)
    case 4: fields.insert(Wire.bytes(UInt64(1 + generator.below(12)), generator.bytes(upTo: 34)), at: position)
    case 5: fields[position] = Wire.bytes(UInt64(fields[position][0] >> 3), [])
    case 6: fields[position] = Wire.number(UInt64(fields[position][0] >> 3), UInt64(generator.below(3)), padding: generator.below(2))
    default:
      guard depth > 0, let content = FieldSplitter.content(of: fields[position]) else { break }
      fields[position] = fields[position].dropLast(content.count + Wire.varint(UInt64(content.count)).count) + []
      let changed = try rearranged(content, with: &generator, depth: depth - 1)
      fields[position] += Wire.varint(UInt64(changed.count)) + changed
    }
    return fields.flatMap { $0 }
  }

  private static func messageType(of kind: ActionKind) -> any ProtobufMessage.Type {
    switch kind {
    case .transfer: Transfer.self
    case .vote: Vote.self
    case .execution: Execution.self
    case .startSubChain: StartSubChain.self
    case .stopSubChain: StopSubChain.self
    case .putBlock: PutBlock.self
    case .createDeposit: CreateDeposit.self
    case .settleDeposit: SettleDeposit.self
    case .createPlumChain: CreatePlumChain.self
    case .terminatePlumChain: TerminatePlumChain.self
    case .plumPutBlock: PlumPutBlock.self
    case .plumCreateDeposit: PlumCreateDeposit.self
    case .plumStartExit: PlumStartExit.self
    case .plumChallengeExit: PlumChallengeExit.self
    case .plumResponseChallengeExit: PlumResponseChallengeExit.self
    case .plumFinalizeExit: PlumFinalizeExit.self
    case .plumSettleDeposit: PlumSettleDeposit.self
    case .plumTransfer: PlumTransfer.self
    case .depositToRewardingFund: DepositToRewardingFund.self
    case .claimFromRewardingFund: ClaimFromRewardingFund.self
    case .grantReward: GrantReward.self
    case .putPollResult: PutPollResult.self
    }
  }
}
