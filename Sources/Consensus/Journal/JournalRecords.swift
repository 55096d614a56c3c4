internal import ChainTypes
internal import RollDPoS

/// What the journal keeps of one signature: what it is about, and the message of a vote so that it can be sent again.
struct SignatureRecord {
  var target: VoteTarget
  var message: ConsensusMessage?

  init(target: VoteTarget, message: ConsensusMessage?) {
    self.target = target
    self.message = message
  }

  init(decoding bytes: [UInt8]) throws(ConsensusFault) {
    var reader = JournalReader(bytes)
    guard let target = VoteTarget(ConsensusVote(blockHash: try reader.string(), topic: .proposal)) else {
      throw .journalCorrupt("a signature's subject is no hash")
    }
    self.target = target
    let encoded = try reader.string()
    message = encoded.isEmpty ? nil : try journaled(encoded)
  }

  var encoded: [UInt8] {
    var writer = JournalWriter()
    writer.append(target.bytes)
    writer.append(message?.encoded ?? [])
    return writer.bytes
  }
}

/// The lock under which something was signed at a height.
struct LockRecord {
  var height: UInt64
  var lock: ConsensusLock

  init(height: UInt64, lock: ConsensusLock) {
    self.height = height
    self.lock = lock
  }

  init(decoding bytes: [UInt8]) throws(ConsensusFault) {
    var reader = JournalReader(bytes)
    height = try reader.number()
    let start = try reader.moment()
    let proposal: BlockProposal = try journaled(try reader.string())
    lock = ConsensusLock(roundStart: start, block: proposal.block, proof: proposal.proofOfLock)
  }

  var encoded: [UInt8] {
    var writer = JournalWriter()
    writer.append(height)
    writer.append(lock.roundStart)
    writer.append(BlockProposal(block: lock.block, proofOfLock: lock.proof).encoded)
    return writer.bytes
  }
}

extension SigningLease {
  init(decoding bytes: [UInt8]) throws(ConsensusFault) {
    var reader = JournalReader(bytes)
    let token = try reader.number()
    let expiry = try reader.moment()
    self.init(token: token, holder: String(decoding: try reader.string(), as: UTF8.self), expiry: expiry)
  }

  var encoded: [UInt8] {
    var writer = JournalWriter()
    writer.append(token)
    writer.append(expiry)
    writer.append(Array(holder.utf8))
    return writer.bytes
  }
}

/// Decodes what this software wrote.
func journaled<Message: ProtobufMessage>(_ bytes: [UInt8]) throws(ConsensusFault) -> Message {
  do throws(CodecError) {
    return try Message(decoding: bytes)
  } catch {
    throw .journalCorrupt("\(error)")
  }
}
