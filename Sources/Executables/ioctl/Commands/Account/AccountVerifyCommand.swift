import ChainCrypto
import ClientKit
import Primitives

/// `ioctl account verify`.
enum AccountVerifyCommand {
  static let command = Command(
    use: "verify [(ALIAS|ADDRESS) MESSAGE SIGNATURE]", summary: "Verify a signed message, or a typed private key",
    details: "With three words: whether the account signed the message, with either preamble (see `ioctl account sign`).\n"
      + "Without: asks for a private key and prints its address and public key.",
    words: .any, flags: [SignedMessage.textFlag], action: run)

  private static func run(_ session: Session) async throws {
    switch session.words.count {
    case 0: try showKey(session)
    case 3: try checkSignature(session)
    default: throw CommandFailure("accepts 0 or 3 arg(s), received \(session.words.count)", showsUsage: true)
    }
  }

  private static func showKey(_ session: Session) throws {
    let typed = try session.ask("Enter private key:")
    guard var bytes = typed.withBytes({ try? Hex.decode(GoText.trimmed(String(decoding: $0, as: UTF8.self))) }) else {
      throw CommandFailure("a private key is 64 hexadecimal digits")
    }
    defer { SecretBytes.wipe(&bytes) }
    let key = try PrivateKey(bytes).publicKey
    session.result(
      "Address:\t\(key.address.bech32)\nPublic Key:\t\(Hex.encode(key.bytes))",
      ["address": .string(key.address.bech32), "publicKey": .string(Hex.encode(key.bytes))])
  }

  private static func checkSignature(_ session: Session) throws {
    let address = try session.parsedAddress(of: session.word(0))
    let message = try SignedMessage(session.word(1), isText: session.flags.truth("text"))
    guard var signature = try? Hex.decode(session.word(2), prefix: .optional), signature.count == Secp256k1.signatureByteCount else {
      throw CommandFailure("a signature is 65 bytes in hexadecimal digits")
    }
    // Ethereum's tools write the recovery number with 27 added.
    if signature[64] >= 27 { signature[64] -= 27 }
    let preamble = SignedMessage.Preamble.allCases.first {
      Secp256k1.recover(digest: message.digest($0), signature: signature)?.address == address
    }
    guard let preamble else { throw CommandFailure("the signature is not one of \(address.bech32) over this message") }
    session.result(
      "valid: signed by \(address.bech32) with the preamble \(preamble.rawValue)",
      ["valid": true, "address": .string(address.bech32), "preamble": .string(preamble.rawValue)])
  }
}
