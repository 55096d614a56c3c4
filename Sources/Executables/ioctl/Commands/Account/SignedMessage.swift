import ChainCrypto
import Primitives

/// A message that an account signs, outside of any chain.
struct SignedMessage: Sendable {
  /// What stands before the message, so that no signature is one of an action.
  enum Preamble: String, Sendable, CaseIterable {
    /// EIP-191's, which `ioctl account sign` has used since it exists (iotex-core, ioctl/cmd/account/account.go, `Sign`).
    case ethereum
    /// The one of IoTeX's own libraries and devices (iotex-antenna, src/account/account.ts, and iotex-antenna-go, account/account.go, both
    /// `HashMessage`; ledger-iotex, `SIGN_MAGIC`).
    case iotex

    fileprivate var text: String {
      switch self {
      case .ethereum: "\u{19}Ethereum Signed Message:\n"
      case .iotex: "\u{16}IoTeX Signed Message:\n"
      }
    }
  }

  /// The bytes.
  let bytes: [UInt8]

  /// The message that a word stands for: bytes if it is hexadecimal, with `0x` in front or without, as in today's ioctl; else, or if
  /// `isText` says so, the text itself.
  init(_ word: String, isText: Bool) throws(CommandFailure) {
    if !isText, !word.isEmpty, let bytes = try? Hex.decode(word, prefix: .optional) {
      self.bytes = bytes
    } else if !isText, word.lowercased().hasPrefix("0x") {
      throw CommandFailure("the message begins with 0x and is not hexadecimal (--text signs it as text)")
    } else {
      bytes = Array(word.utf8)
    }
  }

  /// What is signed: Keccak-256 over the preamble, the number of bytes in decimal digits, and the bytes.
  func digest(_ preamble: Preamble) -> Hash256 {
    Keccak256.hash(Array("\(preamble.text)\(bytes.count)".utf8) + bytes)
  }

  /// The flag that takes a word as text.
  static let textFlag = Flag("text", nil, .truth, "take the message as text even if it is hexadecimal")
}
