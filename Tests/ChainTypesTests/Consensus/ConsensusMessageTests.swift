import ChainCrypto
import ChainTypes
import Primitives
import Testing

@Suite("Consensus messages: what is refused")
struct ConsensusMessageTests {
  private let endorsement = Wire.bytes(2, Wire.bytes(1, Wire.number(1, 5)) + Wire.bytes(2, Samples.key.publicKey.bytes))

  private func code(_ bytes: [UInt8], limits: BlockLimits = .default) -> CodecError.Code? {
    do throws(CodecError) {
      _ = try ConsensusMessage(decoding: bytes, limits: limits)
      return nil
    } catch {
      return error.code
    }
  }

  @Test("needs a document and an endorsement")
  func parts() {
    #expect(code(endorsement + Wire.bytes(101, [])) == nil)
    #expect(code(endorsement) == .missingField)
    #expect(code(Wire.bytes(101, [])) == .missingField)
    #expect(code(endorsement + Wire.number(101, 1)) == .wrongWireType)
    #expect(code(endorsement + Wire.bytes(100, [])) == .invalidTimestamp)
  }

  @Test("refuses unknown topics, unless another vote replaces them")
  func topics() throws {
    #expect(code(endorsement + Wire.bytes(101, Wire.number(2, 3))) == .invalidEnumeration)
    #expect(code(endorsement + Wire.bytes(101, Wire.number(2, 3)) + Wire.bytes(101, [])) == nil)
    let replaced = try ConsensusMessage(decoding: endorsement + Wire.bytes(101, Wire.bytes(1, [7])) + Wire.bytes(101, Wire.number(2, 2)))
    guard case .vote(let vote) = replaced.document else {
      Issue.record("no vote")
      return
    }
    #expect(vote.topic == .commit && vote.blockHash.isEmpty)
  }

  @Test("limits hold for the block of a proposal, too")
  func limits() {
    let small = BlockLimits(maximumBytes: 4, maximumActions: 1, maximumEndorsements: 1)
    #expect(code(endorsement + Wire.bytes(100, Wire.bytes(1, [UInt8](repeating: 0, count: 5))), limits: small) == .limitExceeded)
  }

  @Test("the verdict changes with every part that is signed")
  func signature() {
    let vote = ConsensusVote(blockHash: [1], topic: .lock)
    let time = Timestamp(seconds: 5, nanoseconds: 6)
    let signed = Endorsement.sign(documentHash: vote.documentHash, at: time, with: Samples.key)
    #expect(ConsensusMessage(height: 1, endorsement: signed, document: .vote(vote)).verifySignature())
    let other = ConsensusVote(blockHash: [1], topic: .commit)
    #expect(!ConsensusMessage(height: 1, endorsement: signed, document: .vote(other)).verifySignature())
    let later = Endorsement(timestamp: Timestamp(seconds: 5, nanoseconds: 7), endorser: signed.endorser, signature: signed.signature)
    #expect(!ConsensusMessage(height: 1, endorsement: later, document: .vote(vote)).verifySignature())
  }
}
