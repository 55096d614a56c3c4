import ClientKit
import WireProto

/// `ioctl action hash`.
enum ActionHashCommand {
  static let command = Command(use: "hash ACTION_HASH", summary: "Get action by hash", words: .atLeast(1), action: run)

  private static func run(_ session: Session) async throws {
    let hash = session.word(0)
    let client = try session.client()
    guard let info = try await client.action(hash: hash).first else { throw CommandFailure("no action info returned") }
    let text = ActionText(match: { session.match($0) })
    if case .text = session.options.format { session.console.print(try text.text(info.action)) }
    let receipt = try await client.receiptIfMined(ofAction: hash)
    session.result(
      receipt.map { "\n#This action has been written on blockchain\n" + text.text($0) } ?? "\n#This action is pending",
      ["action": ActionSummary(info).json, "pending": .bool(receipt == nil), "receipt": receipt.map(ReceiptJSON.json) ?? .null])
  }
}
