import ChainCrypto
import ChainTypes
import Primitives
import TestSupport
import Testing

@Suite("Headers, receipts and lists: vectors of the reference", .needsGolden("vectors.json"))
struct BlockVectorTests {
  @Test("decodes, hashes and re-encodes headers and blocks")
  func blockHeaders() throws {
    let section = try GoldenData.section("blockHeaders").array
    #expect(section.count == 5)
    for vector in section {
      let bytes = try vector.hex("header")
      let header = try BlockHeader(decoding: bytes)
      #expect(header.encoded == bytes)
      #expect(header.core.encoded == (try vector.hex("core")))
      #expect(header.hash.bytes == (try vector.hex("blockHash")))
      #expect(header.signingDigest.bytes == (try vector.hex("coreHash")))
      #expect(header.core.digest == header.signingDigest)
      #expect(header.height == (try vector.uint64("height")))
      #expect(header.timestamp == Timestamp(seconds: Int64(try vector.int("seconds")), nanoseconds: Int32(try vector.int("nanos"))))
      #expect(header.previousHash.bytes == (try vector.hex("prevHash")))
      #expect(header.txRoot.bytes == (try vector.hex("txRoot")))
      #expect(header.deltaStateDigest.bytes == (try vector.hex("deltaStateDigest")))
      #expect(header.receiptRoot.bytes == (try vector.hex("receiptRoot")))
      #expect(header.verifySignature())
      let key = try PrivateKey(hex: try vector.string("privateKey"))
      #expect(BlockHeader.sign(header.core, with: key).encoded == bytes)

      // These blocks were serialized by hand: those of the reference have a footer, if an empty one.
      let block = try Block(decoding: try vector.hex("block"))
      #expect(block.header == header && block.hash == header.hash)
      #expect(block.txRoot() == header.txRoot)
      #expect(block.footer == .empty)
      #expect(try Block(decoding: block.encoded) == block)
    }
  }

  @Test("decodes, hashes and re-encodes receipts")
  func receipts() throws {
    let section = try GoldenData.section("receipts").array
    #expect(section.count == 4)
    for vector in section {
      let bytes = try vector.hex("receipt")
      let receipt = try Receipt(decoding: bytes)
      #expect(receipt.encoded == bytes)
      #expect(receipt.hash.bytes == (try vector.hex("hash")))
      #expect(receipt.status == (try vector.uint64("status")))
      #expect(receipt.blockHeight == (try vector.uint64("blockHeight")))
      #expect(receipt.gasConsumed == (try vector.uint64("gasConsumed")))
      #expect(receipt.contractAddress == (try vector.string("contractAddress")))
      #expect(receipt.logs.count == (try vector.int("numLogs")))
    }
  }

  @Test("decodes and re-encodes the state's candidate list")
  func candidateList() throws {
    let vector = try #require(try GoldenData.section("states").array.first { $0["name"].string == "candidate list" })
    let bytes = try vector.hex("bytes")
    let list = try CandidateList(decoding: bytes)
    #expect(list.encoded == bytes)
    #expect(list.candidates.count == 2)
    #expect(list.candidates[0].votes.decimal == "100000000000000000000")
    #expect(list.candidates[0].rewardAddress == "io1llupp3n8q5x8usnr5w08j6hc6hn55x64l46rr7")
    #expect(list.candidates[1].votes.isZero && list.candidates[1].rewardAddress.isEmpty)
  }

  @Test("decodes every block of invalid.json: what is wrong with them is for validation", .needsGolden("invalid.json"))
  func invalidBlocks() throws {
    let cases = try GoldenData.json("invalid.json")["cases"].array
    #expect(cases.count > 30)
    for vector in cases {
      let name = Comment(rawValue: try vector.string("name"))
      let bytes = try vector.hex("block")
      if vector["result"].string == "convert" {
        #expect(throws: CodecError.self, name) { try Block(decoding: bytes) }
      } else {
        let block = try Block(decoding: bytes)
        // A footer is always written, if an empty one.
        #expect((block.encoded == bytes) == (vector["name"].string != "no footer"), name)
      }
    }
  }
}
