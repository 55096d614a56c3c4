import ChainTypes
import ClientKit
import Primitives
import WireProto

/// What an action will do, in human units.
struct ActionPreview: Sendable {
  private let envelope: Envelope
  private let draft: ActionDraft
  private let session: Session
  /// The contract's interface, if it is known.
  private let abi: ContractABI?

  /// The preview of an action that is about to be signed.
  init(_ envelope: Envelope, draft: ActionDraft, session: Session, abi: ContractABI? = nil) {
    self.envelope = envelope
    self.draft = draft
    self.session = session
    self.abi = abi
  }

  /// The fee if all gas is used, in Rau; nil if it has more than 256 bits.
  static func fee(_ envelope: Envelope) -> U256? {
    envelope.gasPrice.value.flatMap { $0.multiplied(by: U256(envelope.gasLimit)) }
  }

  /// The amount that leaves the sender, in Rau.
  static func amount(_ payload: ActionPayload) -> WireInteger {
    switch payload {
    case .transfer(let transfer): transfer.amount
    case .execution(let execution): execution.amount
    case .depositToRewardingFund(let deposit): deposit.amount
    default: .zero
    }
  }

  private var what: String {
    switch envelope.payload {
    case .transfer(let transfer): "transfer \(iotx(transfer.amount)) to \(session.named(transfer.recipient))"
    case .execution(let execution) where execution.contract.isEmpty:
      "deploy a contract of \(execution.data.count) bytes" + sending(execution.amount)
    case .execution(let execution):
      "call \(method(execution.data)) of contract \(session.named(execution.contract))" + sending(execution.amount)
    case .depositToRewardingFund(let deposit): "deposit \(iotx(deposit.amount)) into the rewarding fund"
    case .claimFromRewardingFund(let claim): "claim \(iotx(claim.amount)) of rewards"
    case let other: other.kind.rawValue
    }
  }

  private func iotx(_ amount: WireInteger) -> String { DecimalAmount.text(amount, decimals: DecimalAmount.iotx) + " IOTX" }

  private func sending(_ amount: WireInteger) -> String { amount.isZero ? "" : " and send it \(iotx(amount))" }

  private func method(_ data: [UInt8]) -> String { CallText.text(data, abi: abi) }

  /// Lines for a person.
  var lines: [String] {
    let price = DecimalAmount.text(envelope.gasPrice, decimals: DecimalAmount.qev)
    let fee = Self.fee(envelope).map { iotx(WireInteger($0)) } ?? "more than exists"
    var lines = [
      "About to \(what)", "  signer  \(session.named(draft.address))",
      "  fee     at most \(fee) (\(envelope.gasLimit) gas at \(price) Qev)", "  nonce   \(envelope.nonce)",
    ]
    if let account = draft.account { lines.append("  balance \(DecimalAmount.text(account.balance, decimals: DecimalAmount.iotx)) IOTX") }
    if !session.endpointText.isEmpty { lines.append("  node    \(session.endpointText)") }
    return lines
  }
}
