import ChainCrypto
import ChainTypes
import Primitives
import Testing

@Suite("Blocks in non-canonical forms, and limits")
struct NonCanonicalBlockTests {
  private let time = Wire.bytes(3, Wire.number(1, 1_546_329_600))
  private var key: [UInt8] { Samples.key.publicKey.bytes }
  private var action: [UInt8] { SealedAction.sign(Samples.envelope(.transfer(Samples.transfer)), with: Samples.key).encoded }

  private func header(core: [UInt8]) -> [UInt8] { Wire.bytes(1, core) + Wire.bytes(2, key) + Wire.bytes(3, [9]) }

  private func code(_ block: [UInt8], limits: BlockLimits = .default) -> CodecError.Code? {
    do throws(CodecError) {
      _ = try Block(decoding: block, limits: limits)
      return nil
    } catch {
      return error.code
    }
  }

  @Test("hashes of other lengths are cut or filled at the end, and absent ones are zero")
  func headerHashes() throws {
    let long = [UInt8](1...40)
    let decoded = try BlockHeader(decoding: header(core: time + Wire.bytes(4, [7]) + Wire.bytes(5, long)))
    #expect(decoded.previousHash.bytes == [7] + [UInt8](repeating: 0, count: 31))
    #expect(decoded.txRoot.bytes == [UInt8](1...32))
    #expect(decoded.deltaStateDigest == .zero && decoded.receiptRoot == .zero)
    let zeros = [UInt8](repeating: 0, count: 32)
    let core =
      time + Wire.bytes(4, decoded.previousHash.bytes) + Wire.bytes(5, decoded.txRoot.bytes) + Wire.bytes(6, zeros) + Wire.bytes(7, zeros)
    #expect(decoded.encoded == header(core: core))
    #expect(decoded.hash == Keccak256.hash(decoded.encoded))
    #expect(decoded.signingDigest == Keccak256.hash(core))
  }

  @Test("needs a header with a time and a key, and a body; not a footer")
  func parts() throws {
    let good = Wire.bytes(1, header(core: time))
    #expect(code(good + Wire.bytes(2, [])) == nil)
    #expect(code(good) == .missingField)
    #expect(code(Wire.bytes(2, [])) == .invalidTimestamp)
    #expect(code(Wire.bytes(1, header(core: [])) + Wire.bytes(2, [])) == .invalidTimestamp)
    #expect(code(Wire.bytes(1, Wire.bytes(1, time)) + Wire.bytes(2, [])) == .invalidPublicKey)
    #expect(code(good + Wire.bytes(2, []) + Wire.bytes(3, [])) == .invalidTimestamp)
    #expect(code([]) == .invalidTimestamp)
  }

  @Test("a block without a footer is written with an empty one of Go's zero time")
  func emptyFooter() throws {
    let block = try Block(decoding: Wire.bytes(1, header(core: time)) + Wire.bytes(2, []))
    #expect(block.footer == .empty)
    let year1 = Wire.bytes(3, Wire.bytes(2, Wire.number(1, UInt64(bitPattern: -62_135_596_800))))
    #expect(block.encoded.suffix(year1.count) == year1[...])
    #expect(try Block(decoding: block.encoded).encoded == block.encoded)
  }

  @Test("parts of one field are merged: actions and endorsements are added, times replaced")
  func merging() throws {
    let endorsement = Wire.bytes(1, Wire.bytes(1, []) + Wire.bytes(2, key))
    let footer = Wire.bytes(3, endorsement + Wire.bytes(2, Wire.number(1, 5)))
    let bytes =
      Wire.bytes(2, Wire.bytes(1, action)) + footer + Wire.bytes(1, Wire.bytes(1, Wire.number(2, 4)))
      + Wire.bytes(1, header(core: time)) + Wire.bytes(2, Wire.bytes(1, action))
      + Wire.bytes(3, Wire.bytes(2, Wire.number(2, 6)) + endorsement)
    let block = try Block(decoding: bytes)
    #expect(block.height == 4)
    #expect(block.actions.count == 2)
    #expect(block.footer.endorsements.count == 2)
    #expect(block.footer.commitTime == Timestamp(seconds: 5, nanoseconds: 6))
    #expect(try Block(decoding: block.encoded) == block)
    #expect(block.encoded != bytes)
  }

  @Test("thousands of parts are merged, and limits count over all of them")
  func manyParts() throws {
    let endorsement = Wire.bytes(1, Wire.bytes(1, []) + Wire.bytes(2, key))
    let part = Wire.bytes(2, Wire.bytes(1, action)) + Wire.bytes(3, endorsement + Wire.bytes(2, Wire.number(9, 1)))
    let block = Wire.bytes(1, header(core: time)) + [[UInt8]](repeating: part, count: 3_000).flatMap { $0 }
    let limits = BlockLimits(maximumBytes: block.count, maximumActions: 3_000, maximumEndorsements: 3_000)
    let decoded = try Block(decoding: block, limits: limits)
    #expect(decoded.actions.count == 3_000 && decoded.footer.endorsements.count == 3_000)
    #expect(
      code(block, limits: BlockLimits(maximumBytes: block.count, maximumActions: 2_999, maximumEndorsements: 3_000)) == .limitExceeded)
    #expect(
      code(block, limits: BlockLimits(maximumBytes: block.count, maximumActions: 3_000, maximumEndorsements: 2_999)) == .limitExceeded)
  }

  @Test("an error names the place, the field and the byte")
  func errorPath() {
    let broken = Wire.bytes(1, header(core: time)) + Wire.bytes(2, Wire.bytes(1, action) + Wire.bytes(1, [0x0a, 0x05, 0x08]))
    do throws(CodecError) {
      _ = try Block(decoding: broken)
      Issue.record("decoded")
    } catch {
      #expect(error.path == ["body", "actions"])
      #expect(error.code == .truncated)
      #expect(error.offset == broken.count - 1)
      #expect(error.description == "body.actions cannot be read at byte \(error.offset) [truncated]")
    }
  }

  @Test("refuses more bytes, actions or endorsements than the limits")
  func limits() throws {
    let endorsement = Wire.bytes(1, Wire.bytes(1, []) + Wire.bytes(2, key))
    let block =
      Wire.bytes(1, header(core: time)) + Wire.bytes(2, Wire.bytes(1, action) + Wire.bytes(1, action))
      + Wire.bytes(3, endorsement + endorsement + Wire.bytes(2, []))
    let exact = BlockLimits(maximumBytes: block.count, maximumActions: 2, maximumEndorsements: 2)
    #expect(code(block, limits: exact) == nil)
    for change: (inout BlockLimits) -> Void in [{ $0.maximumBytes -= 1 }, { $0.maximumActions -= 1 }, { $0.maximumEndorsements -= 1 }] {
      var limits = exact
      change(&limits)
      #expect(code(block, limits: limits) == .limitExceeded)
    }
  }

  @Test("every topic becomes the last one where the reference's loop made it so")
  func repeatedTopic() {
    let topics = [Hash256.zero, Keccak256.hash([1]), Keccak256.hash([2])]
    let log = Log(address: "a", topics: topics, data: [], blockHeight: 1, actionHash: .zero)
    #expect(log.withLastTopicRepeated.topics == [topics[2], topics[2], topics[2]])
    #expect(Log(address: "a", topics: [], data: [], blockHeight: 1, actionHash: .zero).withLastTopicRepeated.topics.isEmpty)
  }
}
