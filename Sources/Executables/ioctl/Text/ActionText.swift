import ChainCrypto
import ChainTypes
import Primitives
import SwiftProtobuf
import WireProto

/// An action and its receipt as the original prints them.
struct ActionText: Sendable {
  /// Finds the name of an address, in parentheses.
  let match: @Sendable (String) -> String

  /// The action; begins and ends with a line end.
  func text(_ action: Iotextypes_Action) throws(CommandFailure) -> String {
    guard let key = try? PublicKey([UInt8](action.senderPubKey)) else { throw CommandFailure("invalid public key") }
    let core = action.core
    let sender = key.address.bech32
    return "\nversion: \(core.version)  nonce: \(core.nonce)  gasLimit: \(core.gasLimit)  gasPrice: \(core.gasPrice) Rau\n"
      + "senderAddress: \(sender) \(match(sender))\n" + payload(core)
      + "senderPubKey: \(Hex.encode([UInt8](action.senderPubKey)))\nsignature: \(Hex.encode([UInt8](action.signature)))\n"
  }

  private func payload(_ core: Iotextypes_ActionCore) -> String {
    switch core.action {
    case .transfer(let transfer): self.transfer(transfer)
    case .execution(let execution): self.execution(execution)
    case .putPollResult(let result): self.result(result)
    default: ProtoText.lines((try? core.serializedBytes()) ?? [], schema: .actionCore)
    }
  }

  private func transfer(_ transfer: Iotextypes_Transfer) -> String {
    let payload = transfer.payload.isEmpty ? "" : "  payload: \(String(decoding: transfer.payload, as: UTF8.self))\n"
    return "transfer: <\n  recipient: \(transfer.recipient) \(match(transfer.recipient))\n  amount: \(transfer.amount) Rau\n\(payload)>\n"
  }

  private func execution(_ execution: Iotextypes_Execution) -> String {
    let amount = execution.amount == "0" ? "" : "  amount: \(execution.amount) Rau\n"
    return "execution: <\n  contract: \(execution.contract) \(match(execution.contract))\n\(amount)"
      + "  data: \(Hex.encode([UInt8](execution.data)))\n>\n"
  }

  private func result(_ result: Iotextypes_PutPollResult) -> String {
    let candidates = result.candidates.candidates.map { candidate in
      "    candidate: <\n      address: \(candidate.address)\n      votes: \(WireInteger(bigEndian: [UInt8](candidate.votes)).decimal)\n"
        // The misspelling is the original's; scripts look for it.
        + "      rewardAdress: \(candidate.rewardAddress)\n    >\n"
    }
    return "putPollResult: <\n  height: \(result.height)\n  candidates: <\n\(candidates.joined())  >\n>\n"
  }

  /// The receipt, without a line end after it.
  func text(_ receipt: Iotextypes_Receipt) -> String {
    let meaning = receipt.status == 0 ? "(Fail)" : receipt.status == 1 ? "(Success)" : ""
    let contract = receipt.contractAddress.isEmpty ? "" : "\ncontractAddress: \(receipt.contractAddress) \(match(receipt.contractAddress))"
    return "status: \(receipt.status) \(meaning)\nactHash: \(Hex.encode([UInt8](receipt.actHash)))\nblkHeight: \(receipt.blkHeight)\n"
      + "gasConsumed: \(receipt.gasConsumed)\nlogs: \(receipt.logs.count)\(contract)"
  }
}
