import ChainCrypto
import ClientKit
import Primitives

/// `ioctl account sign`.
enum AccountSignCommand {
  static let command = Command(
    use: "sign MESSAGE -s SIGNER", summary: "Sign message with private key from wallet",
    details:
      "Sign a message as wallets do: Keccak-256 over \"\\x16IoTeX Signed Message:\\n\", the length in decimal digits, and the message.\n"
      + "A MESSAGE that begins with 0x is bytes in hexadecimal digits.",
    words: .exactly(1),
    flags: [Flag("signer", "s", isRequired: true, "choose a signing account"), Session.passwordFlag], action: run)

  /// What is signed for a message. The first byte keeps it apart from every action.
  static func digest(_ message: [UInt8]) -> Hash256 {
    Keccak256.hash(Array("\u{16}IoTeX Signed Message:\n\(message.count)".utf8) + message)
  }

  /// The bytes that a word stands for.
  static func message(_ word: String) throws(CommandFailure) -> [UInt8] {
    guard word.hasPrefix("0x") else { return Array(word.utf8) }
    guard let bytes = try? Hex.decode(word, prefix: .required) else {
      throw CommandFailure("the message begins with 0x and is not hexadecimal")
    }
    return bytes
  }

  private static func run(_ session: Session) async throws {
    let signer = session.flags.text("signer")
    let address = try session.address(of: signer)
    let message = try message(session.word(0))
    let password = try session.password("Enter password #\(signer):")
    let signature = try session.key(of: signer, label: signer, password: password).sign(digest(message))
    session.result("\(address): \(Hex.encode(signature))", ["address": .string(address), "signature": .string(Hex.encode(signature))])
  }
}
