import ClientKit
import SwiftProtobuf
import WireProto

/// `ioctl bc block`.
enum ChainBlockCommand {
  static let command = Command(use: "block [HEIGHT|HASH]", summary: "Get block from block chain", words: .atMost(1), action: run)

  private static func run(_ session: Session) async throws {
    let blocks: [Iotextypes_BlockMeta]
    if session.words.isEmpty {
      let client = try session.client()
      blocks = try await client.blocks(from: client.chainMeta().height, count: 1)
    } else if let height = GoText.decimal(session.word(0)) {
      guard Int64(bitPattern: height) > 0 else { throw CommandFailure("invalid number that is not positive") }
      blocks = try await session.client().blocks(from: height, count: 1)
    } else {
      blocks = try await session.client().block(hash: session.word(0))
    }
    guard let block = blocks.first else { throw CommandFailure("no block returned") }
    session.result(text(block, match: session.match), json(block))
  }

  private static func text(_ block: Iotextypes_BlockMeta, match: (String) -> String) -> String {
    "Transactions: \(block.numActions)\nHeight: \(block.height)\nTotal Amount: \(block.transferAmount)\n"
      + "Timestamp: \(block.timestamp.seconds)\nProducer Address: \(block.producerAddress) \(match(block.producerAddress))\n"
      + "Transactions Root: \(block.txRoot)\nReceipt Root: \(block.receiptRoot)\nDelta State Digest: \(block.deltaStateDigest)\n"
      + "Hash: \(block.hash)"
  }

  /// A block's summary as JSON.
  static func json(_ block: Iotextypes_BlockMeta) -> JSONValue {
    [
      "height": .integer(block.height), "hash": .string(block.hash), "numActions": .integer(block.numActions),
      "transferAmountRau": .string(block.transferAmount), "timestamp": .integer(block.timestamp.seconds),
      "producerAddress": .string(block.producerAddress), "txRoot": .string(block.txRoot), "receiptRoot": .string(block.receiptRoot),
      "deltaStateDigest": .string(block.deltaStateDigest),
    ]
  }
}
