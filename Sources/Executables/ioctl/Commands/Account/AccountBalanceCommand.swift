import ClientKit
import WireProto

/// `ioctl account balance`.
enum AccountBalanceCommand {
  static let command = Command(
    use: "balance (ALIAS|ADDRESS)", summary: "Get balance of an account", words: .exactly(1), action: run)

  private static func run(_ session: Session) async throws {
    let address = try session.address(of: session.word(0))
    let account = try await session.client().account(address)
    let balance = try DecimalAmount.iotx(fromNode: account.balance, kind: "balance")
    session.result(
      "\(address): \(balance) IOTX", ["address": .string(address), "balance": .string(balance), "balanceRau": .string(account.balance)])
  }
}
