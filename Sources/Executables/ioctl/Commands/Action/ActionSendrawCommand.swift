import ChainTypes
import ClientKit
import Primitives

/// `ioctl action sendraw`.
enum ActionSendrawCommand {
  static let command = Command(
    use: "sendraw DATA", summary: "Send a signed action, in hexadecimal digits",
    details: "Send a signed action, in hexadecimal digits of its protobuf encoding.", words: .exactly(1),
    flags: [
      Flag("assume-yes", "y", .truth, "do not ask for confirmation"),
      Flag("wait", "w", .truth, "wait for the receipt; fail if the action failed"),
    ], action: run)

  private static func run(_ session: Session) async throws {
    let action = try ActionDecodeCommand.action(session.word(0))
    guard action.verifySignature() else { throw CommandFailure("the signature is not the sender's") }
    try await ActionSender(session).send(signed: action)
  }
}
