internal import Chain
internal import ChainCrypto
internal import ChainSpec
internal import ChainTypes
internal import Foundation
internal import Node
internal import Primitives
internal import ProtocolKit
internal import State
internal import Storage

/// A value that prints as aligned lines of names and values.
protocol LineReport: Encodable, CustomStringConvertible {
  var lines: [(name: String, value: String)] { get }
}

extension LineReport {
  var description: String {
    let width = lines.map(\.name.count).max() ?? 0
    return lines.map { "\($0.name.padding(toLength: width + 2, withPad: " ", startingAt: 0))\($0.value)" }.joined(separator: "\n")
  }
}

/// A block for people and programs.
struct BlockReport: LineReport {
  let height: UInt64
  let hash: String
  let previousHash: String
  let timestamp: String
  let producer: String
  let txRoot: String
  let deltaStateDigest: String
  let receiptRoot: String
  let endorsements: Int
  let gasConsumed: UInt64
  let actions: [String]

  init(_ block: Block, receipts: [Receipt]) {
    height = block.height
    hash = block.hash.hex
    previousHash = block.header.previousHash.hex
    timestamp = Date(timeIntervalSince1970: Double(block.header.timestamp.seconds)).formatted(.iso8601)
    producer = block.header.producer.address.bech32
    txRoot = block.header.txRoot.hex
    deltaStateDigest = block.header.deltaStateDigest.hex
    receiptRoot = block.header.receiptRoot.hex
    endorsements = block.footer.endorsements.count
    gasConsumed = receipts.reduce(0) { $0 &+ $1.gasConsumed }
    actions = block.actions.map(\.hash.hex)
  }

  var lines: [(name: String, value: String)] {
    [
      ("height", "\(height)"), ("hash", hash), ("previous hash", previousHash), ("timestamp", timestamp), ("producer", producer),
      ("transaction root", txRoot), ("delta state digest", deltaStateDigest), ("receipt root", receiptRoot),
      ("endorsements", "\(endorsements)"), ("gas", "\(gasConsumed)"), ("actions", "\(actions.count)"),
    ] + actions.map { ("", $0) }
  }
}

/// An action for people and programs.
struct ActionReport: LineReport {
  let hash: String
  let kind: String
  let height: UInt64
  let index: Int
  let sender: String
  let recipient: String?
  let nonce: UInt64
  let gasLimit: UInt64
  let gasPriceRau: String
  let amountRau: String?
  let status: UInt64?
  let gasConsumed: UInt64?
  let contractAddress: String?
  let logs: Int?

  init(_ action: SealedAction, height: UInt64, index: Int, receipt: Receipt?) {
    let envelope = action.envelope
    hash = action.hash.hex
    kind = envelope.payload.kind.rawValue
    self.height = height
    self.index = index
    sender = action.sender.bech32
    recipient = envelope.payload.destination
    nonce = envelope.nonce
    gasLimit = envelope.gasLimit
    gasPriceRau = envelope.gasPrice.decimal
    amountRau =
      switch envelope.payload {
      case .transfer(let transfer): transfer.amount.decimal
      case .execution(let execution): execution.amount.decimal
      case .depositToRewardingFund(let deposit): deposit.amount.decimal
      case .claimFromRewardingFund(let claim): claim.amount.decimal
      default: nil
      }
    status = receipt?.status
    gasConsumed = receipt?.gasConsumed
    contractAddress = receipt.flatMap { $0.contractAddress.isEmpty ? nil : $0.contractAddress }
    logs = receipt?.logs.count
  }

  var lines: [(name: String, value: String)] {
    let optional: [(String, String?)] = [
      ("recipient", recipient), ("amount", amountRau.map { "\($0) Rau" }),
      ("status", status.map { $0 == 1 ? "success" : "failure" }), ("gas", gasConsumed.map { "\($0)" }),
      ("contract address", contractAddress), ("logs", logs.map { "\($0)" }),
    ]
    return [
      ("hash", hash), ("kind", kind), ("block", "\(height) (action \(index))"), ("sender", sender), ("nonce", "\(nonce)"),
      ("gas limit", "\(gasLimit)"), ("gas price", "\(gasPriceRau) Rau"),
    ] + optional.compactMap { name, value in value.map { (name, $0) } }
  }
}

/// An account for people and programs.
struct AccountReport: LineReport {
  let address: String
  let ethereumAddress: String
  let balanceRau: String
  let nonce: UInt64
  let isContract: Bool
  let isCandidate: Bool
  let actions: UInt64
  let height: UInt64

  init(_ address: Address, _ account: Account, actions: UInt64, height: UInt64) {
    self.address = address.bech32
    ethereumAddress = address.hexadecimal
    balanceRau = account.balance.decimal
    nonce = account.nonce
    isContract = account.isContract
    isCandidate = account.isCandidate
    self.actions = actions
    self.height = height
  }

  var lines: [(name: String, value: String)] {
    let balance = U256(decimal: balanceRau).map { Rau($0).formatted(unit: .iotx) } ?? balanceRau
    return [
      ("address", "\(address) (\(ethereumAddress))"), ("balance", "\(balance) IOTX"), ("nonce", "\(nonce)"),
      ("contract", isContract ? "yes" : "no"), ("candidate", isCandidate ? "yes" : "no"), ("actions", "\(actions)"),
      ("at height", "\(height)"),
    ]
  }
}

/// An epoch for people and programs.
struct EpochReport: LineReport {
  struct Delegate: Encodable {
    let address: String
    let rewardAddress: String
    let votes: String
    let blocks: UInt64
  }

  let epoch: UInt64
  let firstHeight: UInt64
  let lastHeight: UInt64
  let delegates: [Delegate]

  init(_ epoch: UInt64, in view: ChainView) throws {
    let epochs = view.parameters.epochs
    let directory = view.parameters.suite.candidates
    self.epoch = epoch
    firstHeight = epochs.startHeight(of: epoch)
    lastHeight = epochs.lastHeight(of: epoch)
    guard let active = try directory.activeBlockProducers(ofEpoch: epoch, epochs: epochs, state: view.state()) else {
      throw NodeError.notFound(
        "the delegates of epoch \(epoch) are not known: the chain is at height \(view.head.height), in epoch \(epochs.epochNumber(of: view.head.height))"
      )
    }
    let produced = try Productivity(epoch: epoch, epochs: epochs, candidates: directory, history: view.history, state: view.state())
    delegates = active.candidates.map {
      Delegate(
        address: $0.address, rewardAddress: $0.rewardAddress, votes: $0.votes.decimal, blocks: produced?.produced[$0.address] ?? 0)
    }
  }

  var lines: [(name: String, value: String)] {
    [("epoch", "\(epoch)"), ("heights", "\(firstHeight) to \(lastHeight)"), ("delegates", "\(delegates.count)")]
      + delegates.map { ("", "\($0.address)  \($0.blocks) blocks, votes \($0.votes)") }
  }
}

/// The size of a store for people and programs.
struct StorageReport: LineReport {
  struct Entry: Encodable {
    let name: String
    let entries: Int
    let bytes: Int
  }

  let fileBytes: Int
  let tables: [Entry]

  init(_ statistics: StoreStatistics) {
    fileBytes = statistics.fileBytes
    tables = statistics.tables.map { Entry(name: $0.table.name, entries: $0.entries, bytes: $0.bytes) }
  }

  var lines: [(name: String, value: String)] {
    tables.map { ($0.name, "\($0.entries) entries, \($0.bytes) bytes") } + [("file", "\(fileBytes) bytes")]
  }
}
