import ClientKit
import Primitives

/// `ioctl account list`.
enum AccountListCommand {
  static let command = Command(use: "list", summary: "List existing account for ioctl", words: .exactly(0), action: run)

  private static func run(_ session: Session) async throws {
    let accounts = session.vault.entries().map { (address: $0.address.bech32, alias: session.settings.alias(of: $0.address.bech32)) }
    let lines = accounts.map { account in
      account.alias.map { $0.isEmpty ? account.address : "\(account.address) - \($0)" } ?? account.address
    }
    session.result(
      lines.joined(separator: "\n"),
      [
        "accounts": .array(
          accounts.map { ["address": .string($0.address), "alias": $0.alias.map { .string($0) } ?? .null] })
      ])
  }
}
