import ChainCrypto
import ChainTypes
import ClientKit
import Primitives
import SwiftProtobuf
import WireProto

/// An action in a list.
struct ActionSummary: Sendable {
  /// Its hash, in hexadecimal digits.
  let hash: String
  /// What kind it is, such as `transfer`.
  let kind: String
  /// The sender's address; empty if the public key is none.
  let sender: String
  /// Who receives it, or the contract; empty for kinds without.
  let recipient: String
  /// The amount in Rau; nil for kinds without.
  let amount: String?
  /// The block's time in seconds since 1970; nil while it waits.
  let time: Int64?
  private let message: Iotextypes_Action

  /// The summary of what a node said.
  init(_ info: Iotexapi_ActionInfo) {
    self.init(info.action, hash: info.actHash, time: info.hasTimestamp ? info.timestamp.seconds : nil)
  }

  /// The summary of an action.
  init(_ action: Iotextypes_Action, hash: String, time: Int64?) {
    message = action
    self.hash = hash
    self.time = time
    sender = (try? PublicKey([UInt8](action.senderPubKey)))?.address.bech32 ?? ""
    switch action.core.action {
    case .transfer(let transfer): (kind, recipient, amount) = ("transfer", transfer.recipient, transfer.amount)
    case .execution(let execution): (kind, recipient, amount) = ("execution", execution.contract, execution.amount)
    case .depositToRewardingFund(let deposit): (kind, recipient, amount) = ("depositToRewardingFund", "", deposit.amount)
    case .claimFromRewardingFund(let claim): (kind, recipient, amount) = ("claimFromRewardingFund", "", claim.amount)
    case .grantReward: (kind, recipient, amount) = ("grantReward", "", nil)
    case .putPollResult: (kind, recipient, amount) = ("putPollResult", "", nil)
    case .vote(let vote): (kind, recipient, amount) = ("vote", vote.voteeAddress, nil)
    default: (kind, recipient, amount) = ("other", "", nil)
    }
  }

  /// One line for people.
  func line(match: (String) -> String) -> String {
    let value = amount.map { " \(DecimalAmount.text($0, decimals: DecimalAmount.iotx)) IOTX" } ?? ""
    let target = recipient.isEmpty ? "" : " to \(match(recipient))"
    let when = time.map { UTCTime.text(seconds: $0) } ?? "pending"
    return "\(hash)  \(when)  \(kind)\(value) from \(match(sender))\(target)"
  }

  /// All of it.
  var json: JSONValue {
    [
      "hash": .string(hash), "kind": .string(kind), "sender": .string(sender), "recipient": recipient.isEmpty ? .null : .string(recipient),
      "amountRau": amount.map { .string($0) } ?? .null, "nonce": .integer(message.core.nonce), "gasLimit": .integer(message.core.gasLimit),
      "gasPriceRau": .string(message.core.gasPrice), "data": .string(Hex.encode(data)), "timestamp": time.map { .integer($0) } ?? .null,
    ]
  }

  /// The payload of a transfer or claim, or the call data.
  var data: [UInt8] {
    switch message.core.action {
    case .transfer(let transfer): [UInt8](transfer.payload)
    case .execution(let execution): [UInt8](execution.data)
    case .depositToRewardingFund(let deposit): [UInt8](deposit.data)
    case .claimFromRewardingFund(let claim): [UInt8](claim.data)
    default: []
    }
  }
}
