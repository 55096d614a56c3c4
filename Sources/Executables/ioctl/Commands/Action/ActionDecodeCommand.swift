import ChainTypes
import ClientKit
import Primitives
import SwiftProtobuf
import WireProto

/// `ioctl action decode`.
enum ActionDecodeCommand {
  static let command = Command(
    use: "decode (ACTION_HASH|DATA) [--abi FILE]", summary: "Explain any action, call data included",
    details: "Explain an action: one of the chain by its hash, or a signed one that was not sent yet, in hexadecimal digits.\n"
      + "Call data are decoded with --abi FILE, or as those of a token.",
    words: .exactly(1), flags: [Flag("abi", nil, .text, "`file` with the ABI of the contract that the action calls")], action: run)

  private static func run(_ session: Session) async throws {
    let word = session.word(0)
    let abi = session.flags.isGiven("abi") ? try ContractFiles.abi(session.flags.text("abi")) : nil
    let message: Iotextypes_Action
    let hash: String
    if word.utf8.count == 64, Hash256(hex: word.lowercased()) != nil {
      guard let info = try await session.client().action(hash: word).first else { throw CommandFailure("no action info returned") }
      (message, hash) = (info.action, info.actHash)
    } else {
      let action = try action(word)
      (message, hash) = (NodeClient.message(action), action.hash.hex)
    }
    let summary = ActionSummary(message, hash: hash, time: nil)
    let sealed = try? SealedAction(decoding: message.serializedBytes() as [UInt8])
    let isSigned = sealed?.verifySignature() ?? false
    let call = summary.kind == "execution" && !summary.recipient.isEmpty ? CallText.decode(summary.data, abi: abi) : nil
    let callText = summary.kind == "execution" && !summary.recipient.isEmpty ? "call: \(CallText.text(summary.data, abi: abi))\n" : ""
    let text = try ActionText(match: { session.match($0) }).text(message)
    session.result(
      "hash: \(hash)\nsignature: \(isSigned ? "valid" : "INVALID")\n\(callText)\(text)", json(summary, isSigned, call))
  }

  private static func json(_ summary: ActionSummary, _ isSigned: Bool, _ call: (ABIFunction, [ABIValue])?) -> JSONValue {
    guard case .object(var members) = summary.json else { return .null }
    members.append(.init("signatureValid", .bool(isSigned)))
    if let (function, values) = call {
      let arguments = ABIValue.list(values).json(as: .tuple(function.inputs))
      members.append(.init("call", ["function": .string(function.signature), "arguments": arguments]))
    }
    return .object(members)
  }

  /// The action that hexadecimal digits stand for.
  static func action(_ digits: String) throws(CommandFailure) -> SealedAction {
    guard let bytes = try? Hex.decode(digits, prefix: .optional), !bytes.isEmpty else {
      throw CommandFailure("an action is given by its hash, or its encoding in hexadecimal digits")
    }
    do throws(CodecError) { return try SealedAction(decoding: bytes) } catch { throw CommandFailure("these bytes are no action: \(error)") }
  }
}
