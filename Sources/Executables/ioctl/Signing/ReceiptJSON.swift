import ClientKit
import Primitives
import WireProto

/// Receipts and logs as JSON.
enum ReceiptJSON {
  /// A receipt.
  static func json(_ receipt: Iotextypes_Receipt) -> JSONValue {
    [
      "status": .integer(receipt.status), "height": .integer(receipt.blkHeight),
      "actionHash": .string(Hex.encode([UInt8](receipt.actHash))),
      "gasConsumed": .integer(receipt.gasConsumed),
      "contractAddress": receipt.contractAddress.isEmpty ? .null : .string(receipt.contractAddress),
      "logs": .array(receipt.logs.map(json)),
    ]
  }

  /// A log.
  static func json(_ log: Iotextypes_Log) -> JSONValue {
    [
      "address": .string(log.contractAddress), "topics": .array(log.topics.map { .string(Hex.encode([UInt8]($0))) }),
      "data": .string(Hex.encode([UInt8](log.data))), "height": .integer(log.blkHeight),
      "actionHash": .string(Hex.encode([UInt8](log.actHash))), "index": .integer(log.index),
    ]
  }
}
