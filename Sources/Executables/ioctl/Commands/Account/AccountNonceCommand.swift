import ClientKit
import WireProto

/// `ioctl account nonce`.
enum AccountNonceCommand {
  static let command = Command(use: "nonce (ALIAS|ADDRESS)", summary: "Get nonce of an account", words: .exactly(1), action: run)

  private static func run(_ session: Session) async throws {
    let address = try session.address(of: session.word(0))
    let account = try await session.client().account(address)
    session.result(
      "\(address):\nNonce: \(account.nonce), Pending Nonce: \(account.pendingNonce)",
      ["address": .string(address), "nonce": .integer(account.nonce), "pendingNonce": .integer(account.pendingNonce)])
  }
}
