internal import APICore
internal import ChainTypes
internal import WireProto

extension Iotextypes_Receipt {
  init(_ receipt: Receipt) {
    self.init()
    status = receipt.status
    blkHeight = receipt.blockHeight
    actHash = receipt.actionHash.data
    gasConsumed = receipt.gasConsumed
    contractAddress = receipt.contractAddress
    logs = receipt.logs.map { Iotextypes_Log($0) }
  }
}

extension Iotextypes_Log {
  /// A log as receipts carry it: without block hash and position.
  init(_ log: Log) {
    self.init()
    contractAddress = log.address
    topics = log.topics.map(\.data)
    data = log.data.data
    blkHeight = log.blockHeight
    actHash = log.actionHash.data
    index = log.index
  }

  /// A log as GetLogs answers it.
  init(_ found: FoundLog) {
    self.init(found.log)
    blkHash = found.blockHash.data
    txIndex = UInt32(clamping: found.actionIndex)
  }
}
