import ChainCrypto
import ChainTypes
import Foundation
import Primitives
import SwiftProtobuf
import TestSupport
import Testing
import WireProto

/// The generated types keep bytes as Foundation's `Data`.
enum SwiftProtobufBytes {
  static func make(_ bytes: [UInt8]) -> Data { Data(bytes) }
}

@Suite("Comparison with SwiftProtobuf over random messages")
struct SwiftProtobufTests {
  private let key = Samples.key.publicKey.bytes

  /// What SwiftProtobuf writes, maps in a fixed order.
  private func wire(_ message: some SwiftProtobuf.Message) throws -> [UInt8] {
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    let bytes: [UInt8] = try message.serializedBytes(options: options)
    return bytes
  }

  @Test("actions of every kind are read and written alike", arguments: ActionKind.allCases)
  func actions(kind: ActionKind) throws {
    var messages = RandomMessages(generator: SeededGenerator(seed: UInt64(kind.fieldNumber)))
    for _ in 0..<200 {
      let message = messages.action(of: kind.fieldNumber, key: key)
      let bytes = try wire(message)
      let action = try SealedAction(decoding: bytes)
      #expect(action.encoded == bytes, "\(message)")
      #expect(action.hash == Keccak256.hash(bytes))
      #expect(action.digest == Keccak256.hash(try wire(message.core)))
      #expect(action.envelope.payload.kind == kind)
      #expect(try Iotextypes_Action(serializedBytes: action.encoded) == message)
    }
  }

  @Test("receipts are read and written alike")
  func receipts() throws {
    var messages = RandomMessages(generator: SeededGenerator(seed: 100))
    for _ in 0..<500 {
      let message = Iotextypes_Receipts.with { list in list.receipts = (0..<3).map { _ in messages.receipt() } }
      let bytes = try wire(message)
      let list = try ReceiptList(decoding: bytes)
      #expect(list.encoded == bytes)
      #expect(try Iotextypes_Receipts(serializedBytes: list.encoded) == message)
    }
  }

  @Test("blocks are read and written alike")
  func blocks() throws {
    var messages = RandomMessages(generator: SeededGenerator(seed: 200))
    for _ in 0..<300 {
      let message = messages.block(key: key)
      let bytes = try wire(message)
      let block = try Block(decoding: bytes)
      #expect(Block(header: block.header, actions: block.actions, footer: block.footer).encoded == bytes)
      #expect(block.hash == Keccak256.hash(try wire(message.header)))
      #expect(block.header.signingDigest == Keccak256.hash(try wire(message.header.core)))
      #expect(block.footer.encoded == (try wire(message.footer)))
    }
  }

  @Test("consensus messages are read and written alike")
  func consensus() throws {
    var messages = RandomMessages(generator: SeededGenerator(seed: 300))
    for round in 0..<200 {
      let endorsement = messages.endorsement(key: key)
      let block = messages.block(key: key)
      let proof = (0..<2).map { _ in messages.endorsement(key: key) }
      let hash = messages.generator.bytes(upTo: 40)
      let message = Iotextypes_ConsensusMessage.with {
        $0.height = UInt64(round)
        $0.endorsement = endorsement
        if round % 2 == 0 {
          $0.blockProposal = .with { ($0.block, $0.endorsements) = (block, proof) }
        } else {
          $0.vote = .with {
            $0.blockHash = SwiftProtobufBytes.make(hash)
            $0.topic = [.proposal, .lock, .commit][round % 3]
          }
        }
      }
      let bytes = try wire(message)
      #expect(try ConsensusMessage(decoding: bytes).encoded == bytes)
    }
  }

  @Test("fields in any order and in pieces are read alike")
  func shuffledFields() throws {
    var messages = RandomMessages(generator: SeededGenerator(seed: 400))
    for _ in 0..<300 {
      let message = messages.receipt()
      let fields = try FieldSplitter.fields(of: wire(message)).shuffled(using: &messages.generator)
      let bytes = fields.flatMap { $0 }
      let expected = try wire(try Iotextypes_Receipt(serializedBytes: bytes))
      #expect(try Receipt(decoding: bytes).encoded == expected)
    }
  }
}
