import ChainCrypto
import ClientKit
import Primitives

/// `ioctl account sign`.
enum AccountSignCommand {
  static let command = Command(
    use: "sign MESSAGE -s SIGNER", summary: "Sign message with private key from wallet",
    details: "Sign a message, of bytes in hexadecimal digits or of text: Keccak-256 over a preamble, the length in decimal digits, and\n"
      + "the message. The preamble is Ethereum's (EIP-191), or with --preamble iotex the one of iotex-antenna and of Ledger devices.",
    words: .exactly(1),
    flags: [
      Flag("signer", "s", isRequired: true, "choose a signing account"),
      Flag("preamble", nil, .text, standard: "ethereum", "what stands before the message: ethereum or iotex"), SignedMessage.textFlag,
      Session.passwordFlag,
    ], action: run)

  private static func run(_ session: Session) async throws {
    let signer = session.flags.text("signer")
    let address = try session.address(of: signer)
    guard let preamble = SignedMessage.Preamble(rawValue: session.flags.text("preamble")) else {
      throw CommandFailure("unknown preamble \(GoText.quoted(session.flags.text("preamble"))): it is ethereum or iotex")
    }
    let message = try SignedMessage(session.word(0), isText: session.flags.truth("text"))
    let password = try session.password("Enter password #\(signer):")
    let signature = Hex.encode(try session.key(of: signer, label: signer, password: password).sign(message.digest(preamble)))
    session.result(
      signature, ["address": .string(address), "preamble": .string(preamble.rawValue), "signature": .string(signature)])
  }
}
