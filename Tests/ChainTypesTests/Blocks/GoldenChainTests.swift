import ChainCrypto
import ChainTypes
import Primitives
import TestSupport
import Testing

@Suite("Every block and receipt of the golden chains")
struct GoldenChainTests {
  static let names = ["transfers", "votes", "contracts", "random-0", "random-A", "poll", "cluster"].filter {
    GoldenData.has("\($0)/genesis.yaml")
  }

  @Test("blocks have the recorded hashes, roots and actions, and are written back byte for byte", arguments: names)
  func blocks(name: String) throws {
    let chain = try #require(GoldenData.chain(name))
    let frames = try chain.blocks()
    let summaries = try chain.blockSummaries().array
    #expect(!frames.isEmpty && frames.count == summaries.count)
    for (frame, summary) in zip(frames, summaries) {
      let block = try Block(decoding: frame)
      #expect(block.hash.hex == summary["hash"].string)
      #expect(block.height == summary["height"].uint64)
      #expect(block.header.previousHash.hex == summary["prevHash"].string)
      #expect(block.header.txRoot.hex == summary["txRoot"].string)
      #expect(block.header.deltaStateDigest.hex == summary["deltaStateDigest"].string)
      #expect(block.header.receiptRoot.hex == summary["receiptRoot"].string)
      #expect(block.header.producer.address.bech32 == summary["producer"].string)
      #expect(block.header.timestamp.seconds == summary["timestamp"].int.map(Int64.init))
      #expect(block.header.timestamp.nanoseconds == summary["timestampNanos"].int.map(Int32.init))
      #expect(block.actions.map(\.hash.hex) == summary["actions"].array.map(\.string))
      #expect(block.txRoot() == block.header.txRoot)
      #expect(block.encoded == frame)
      #expect(Block(header: block.header, actions: block.actions, footer: block.footer).encoded == frame)
      for action in block.actions {
        let rebuilt = SealedAction(envelope: action.envelope, senderPublicKey: action.senderPublicKey, signature: action.signature)
        #expect(rebuilt.hash == action.hash && rebuilt.digest == action.digest && rebuilt.sender == action.sender)
      }
    }
  }

  @Test("receipts have the root of their block's header and are written back byte for byte", arguments: names)
  func receipts(name: String) throws {
    let chain = try #require(GoldenData.chain(name))
    let frames = try chain.receipts()
    let summaries = try chain.blockSummaries().array
    #expect(!frames.isEmpty && frames.count == summaries.count)
    for (frame, summary) in zip(frames, summaries) {
      let list = try ReceiptList(decoding: frame)
      #expect(list.root.hex == summary["receiptRoot"].string)
      #expect(list.receipts.count == summary["numReceipts"].int)
      #expect(list.encoded == frame)
      for log in list.receipts.flatMap(\.logs) { #expect(log.withLastTopicRepeated == log) }
    }
  }

  @Test("signatures of actions, producers and endorsers hold", arguments: names.filter { $0 == "cluster" || $0 == "poll" })
  func signatures(name: String) throws {
    for frame in try #require(GoldenData.chain(name)).blocks() {
      let block = try Block(decoding: frame)
      #expect(block.header.verifySignature())
      let commit = ConsensusVote(blockHash: block.hash.bytes, topic: .commit)
      for endorsement in block.footer.endorsements { #expect(endorsement.verify(documentHash: commit.documentHash)) }
      var batch = SignatureBatch()
      for action in block.actions { batch.append(digest: action.digest, signature: action.signature, publicKey: action.senderPublicKey) }
      #expect(batch.firstInvalid() == nil)
    }
  }
}
