import ClientKit
import WireProto

/// `ioctl account info`.
enum AccountInfoCommand {
  static let command = Command(use: "info (ALIAS|ADDRESS)", summary: "Display an account's information", words: .exactly(1), action: run)

  private static func run(_ session: Session) async throws {
    let address = try session.address(of: session.word(0))
    let account = try await session.client().account(address)
    let balance = try DecimalAmount.iotx(fromNode: account.balance, kind: "balance")
    let inWallet = (try? session.parsedAddress(of: address)).map { session.vault.entry(of: $0) != nil } ?? false
    let alias = session.settings.alias(of: address)
    session.result(
      "\(address)\(alias.map { " - \($0)" } ?? "")\nbalance: \(balance) IOTX\nnonce: \(account.nonce)\npendingNonce: \(account.pendingNonce)\n"
        + "numActions: \(account.numActions)\nkey in wallet: \(inWallet ? "yes" : "no")",
      [
        "address": .string(address), "alias": alias.map { .string($0) } ?? .null, "balance": .string(balance),
        "balanceRau": .string(account.balance), "nonce": .integer(account.nonce), "pendingNonce": .integer(account.pendingNonce),
        "numActions": .integer(account.numActions), "keyInWallet": .bool(inWallet),
      ])
  }
}
