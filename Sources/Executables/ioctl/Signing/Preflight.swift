import ChainTypes
import ClientKit
import Primitives
import WireProto

/// Looks for what is wrong with an action before it is signed.
struct Preflight: Sendable {
  /// Something that is wrong.
  struct Problem: Sendable, Hashable {
    /// What, in a sentence.
    let text: String
    /// Whether the action is sure to fail; otherwise it may wait or be dropped.
    let isFatal: Bool
  }

  /// The gas that v0.5.0 networks allow an action.
  static let actionGasLimit: UInt64 = 5_000_000
  /// The least price that nodes take unless configured otherwise, in Rau.
  static let minimumGasPrice = Rau.qev(1).value

  /// What is wrong with an action.
  ///
  /// - Parameter account: what the node said of the sender, if it was asked.
  static func problems(_ envelope: Envelope, account: Iotextypes_AccountMeta?) -> [Problem] {
    gas(envelope) + (account.map { balance(envelope, $0) + nonce(envelope, $0) } ?? [])
  }

  private static func gas(_ envelope: Envelope) -> [Problem] {
    var problems: [Problem] = []
    if let needed = try? envelope.payload.intrinsicGas(), envelope.gasLimit < needed {
      problems.append(
        Problem(text: "the gas limit \(envelope.gasLimit) is below the \(needed) that this action needs at least", isFatal: true))
    }
    if envelope.gasLimit > actionGasLimit {
      problems.append(
        Problem(text: "the gas limit \(envelope.gasLimit) is above the \(actionGasLimit) that an action may have", isFatal: true))
    }
    if let price = envelope.gasPrice.value, price < minimumGasPrice {
      let text = DecimalAmount.text(envelope.gasPrice, decimals: DecimalAmount.qev)
      problems.append(
        Problem(text: "the gas price \(text) Qev is below 1 Qev, the least that nodes take unless configured otherwise", isFatal: false))
    }
    return problems
  }

  private static func balance(_ envelope: Envelope, _ account: Iotextypes_AccountMeta) -> [Problem] {
    guard let balance = U256(decimal: account.balance) else { return [] }
    let amount = ActionPreview.amount(envelope.payload)
    let total = amount.value.flatMap { amount in ActionPreview.fee(envelope).flatMap { amount.adding($0) } }
    guard total.map({ $0 > balance }) ?? true else { return [] }
    let needed = total.map { DecimalAmount.text(WireInteger($0), decimals: DecimalAmount.iotx) + " IOTX" } ?? "more than exists"
    let has = DecimalAmount.text(account.balance, decimals: DecimalAmount.iotx)
    return [Problem(text: "amount and highest fee are \(needed), and the signer has \(has) IOTX", isFatal: true)]
  }

  private static func nonce(_ envelope: Envelope, _ account: Iotextypes_AccountMeta) -> [Problem] {
    if envelope.nonce <= account.nonce {
      return [Problem(text: "the nonce \(envelope.nonce) is used: the signer's next one is \(account.pendingNonce)", isFatal: true)]
    }
    if envelope.nonce < account.pendingNonce {
      return [Problem(text: "an action with the nonce \(envelope.nonce) waits already; this one may be dropped", isFatal: false)]
    }
    if envelope.nonce > account.pendingNonce {
      let gap = "the nonce \(envelope.nonce) leaves a gap: the action waits until \(account.pendingNonce) and those between are sent"
      return [Problem(text: gap, isFatal: false)]
    }
    return []
  }
}
