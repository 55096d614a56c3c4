import ClientKit
import Primitives

/// `ioctl account update`.
enum AccountUpdateCommand {
  static let command = Command(
    use: "update (ALIAS|ADDRESS)", summary: "Update password for IoTeX account", words: .exactly(1), action: run)

  private static func run(_ session: Session) async throws {
    let label = session.word(0)
    let address = try session.parsedAddress(of: label)
    guard let entry = session.vault.entry(of: address) else { throw CommandFailure("account #\(label) not found") }
    let old = try session.ask("#\(label): Enter current password")
    _ = try session.vault.unlock(entry, with: old)
    let new = try session.ask("#\(label): Enter new password")
    guard try session.ask("#\(label): Enter new password again") == new else { throw CommandFailure("password doesn't match") }
    try session.vault.update(entry, from: old, to: new)
    session.result("Account #\(label) has been updated.", ["updated": true, "address": .string(address.bech32)])
  }
}
