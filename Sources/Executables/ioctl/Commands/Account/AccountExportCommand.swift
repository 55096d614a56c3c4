import ChainCrypto
import ClientKit
import Primitives

/// `ioctl account export`.
enum AccountExportCommand {
  static let command = Command(
    use: "export (ALIAS|ADDRESS)", summary: "Export IoTeX private key from wallet", words: .exactly(1),
    flags: [Session.passwordFlag], action: run)

  private static func run(_ session: Session) async throws {
    let address = try session.address(of: session.word(0))
    let password = try session.password("Enter password #\(session.word(0)):")
    let key = try session.key(of: address, label: address, password: password)
    session.result(Hex.encode(key.bytes), ["address": .string(address), "privateKey": .string(Hex.encode(key.bytes))])
  }
}
