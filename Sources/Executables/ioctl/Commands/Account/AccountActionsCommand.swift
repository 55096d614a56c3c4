import ClientKit

/// `ioctl account actions`.
enum AccountActionsCommand {
  static let command = Command(
    use: "actions (ALIAS|ADDRESS) [SKIP] [LIMIT]", summary: "List actions that an account sent or received", words: .between(1, 3),
    action: run)

  private static func run(_ session: Session) async throws {
    let address = try session.address(of: session.word(0))
    let skip = try number(session, 1, standard: 0)
    let limit = try number(session, 2, standard: 15)
    let actions = try await session.client().actions(of: address, start: skip, count: limit)
    let summaries = actions.map { ActionSummary($0) }
    let lines = summaries.map { $0.line(match: { session.settings.alias(of: $0) ?? $0 }) }
    session.result(
      lines.joined(separator: "\n"), ["address": .string(address), "actions": .array(summaries.map(\.json))])
  }

  private static func number(_ session: Session, _ index: Int, standard: UInt64) throws(CommandFailure) -> UInt64 {
    guard index < session.words.count else { return standard }
    guard let number = GoText.decimal(session.word(index)) else {
      throw CommandFailure("\(GoText.quoted(session.word(index))) is no number")
    }
    return number
  }
}
