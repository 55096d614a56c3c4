import ChainCrypto
import ChainTypes
import Primitives
import TestSupport
import Testing

@Suite("Consensus messages: vectors of the reference", .needsGolden("vectors.json"))
struct ConsensusVectorTests {
  private func time(_ vector: JSON) throws -> Timestamp {
    Timestamp(seconds: Int64(try vector.int("seconds")), nanoseconds: Int32(try vector.int("nanos")))
  }

  @Test("votes have the recorded encodings, hashes, digests and signatures")
  func votes() throws {
    let section = try GoldenData.section("consensus")["votes"].array
    #expect(section.count == 6)
    for vector in section {
      let bytes = try vector.hex("consensusMessage")
      let message = try ConsensusMessage(decoding: bytes)
      #expect(message.encoded == bytes)
      #expect(message.height == (try vector.uint64("height")))
      guard case .vote(let vote) = message.document else {
        Issue.record("no vote")
        continue
      }
      #expect(vote.encoded == (try vector.hex("vote")))
      #expect(vote.blockHash == (try vector.hex("blockHash")))
      #expect("\(vote.topic)" == (try vector.string("topic")).lowercased())
      #expect(vote.documentHash.bytes == (try vector.hex("documentHash")))
      #expect(message.endorsement.encoded == (try vector.hex("endorsement")))
      #expect(message.endorsement.timestamp == (try time(vector)))
      #expect(message.endorsement.signingDigest(documentHash: vote.documentHash).bytes == (try vector.hex("signedDigest")))
      #expect(message.verifySignature())
      let key = try PrivateKey(hex: try vector.string("privateKey"))
      #expect(Endorsement.sign(documentHash: vote.documentHash, at: try time(vector), with: key) == message.endorsement)
      #expect(message.endorsement.signature == (try vector.hex("signature")))
    }
  }

  @Test("proposals have the recorded encodings, hashes and signatures")
  func proposals() throws {
    let section = try GoldenData.section("consensus")["proposals"].array
    #expect(section.count == 4)
    for (index, vector) in section.enumerated() {
      let bytes = try vector.hex("consensusMessage")
      let message = try ConsensusMessage(decoding: bytes)
      #expect(message.encoded == bytes)
      guard case .proposal(let proposal) = message.document else {
        Issue.record("no proposal")
        continue
      }
      #expect(proposal.block.height == UInt64(index + 1))
      #expect(proposal.block.footer == .empty)
      #expect(proposal.proofOfLock.count == (try vector.int("numProofOfLock")))
      #expect(proposal.documentHash.bytes == (try vector.hex("documentHash")))
      #expect(try BlockProposal(decoding: proposal.encoded).encoded == proposal.encoded)
      #expect(message.verifySignature())
      let key = try PrivateKey(hex: try vector.string("privateKey"))
      let endorsement = Endorsement.sign(documentHash: proposal.documentHash, at: try time(vector), with: key)
      #expect(endorsement.signature == (try vector.hex("signature")))
    }
  }
}
