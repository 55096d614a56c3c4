internal import APICore
internal import ChainCrypto
internal import ChainTypes
internal import Primitives
internal import WireProto

extension Iotextypes_BlockMeta {
  init(_ answer: BlockAnswer) {
    self.init()
    let header = answer.header
    hash = header.hash.hex
    height = header.height
    timestamp = header.timestamp.wire
    numActions = Int64(answer.actionCount)
    producerAddress = header.producer.address.bech32
    transferAmount = answer.transferAmount.decimal
    txRoot = header.txRoot.hex
    receiptRoot = header.receiptRoot.hex
    deltaStateDigest = header.deltaStateDigest.hex
  }
}

extension Iotexapi_BlockInfo {
  init(_ block: Block, receipts: [Receipt]) throws {
    self.init()
    self.block = try Iotextypes_Block(encodedBy: block)
    self.receipts = receipts.map { Iotextypes_Receipt($0) }
  }
}

extension Iotextypes_EpochData {
  init(_ epoch: EpochAnswer) {
    self.init()
    num = epoch.number
    height = epoch.height
    gravityChainStartHeight = epoch.gravityChainStartHeight
  }
}

extension Iotextypes_ServerMeta {
  init(_ build: BuildInformation) {
    self.init()
    packageVersion = build.version
    packageCommitID = build.commit
    gitStatus = build.gitStatus
    goVersion = build.compiler
    buildTime = build.time
  }
}
