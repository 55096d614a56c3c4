import Crypto
import CryptoExtras

/// Words that stand for a secret from which all keys of a wallet come (BIP-39, English words).
public struct Mnemonic: Sendable {
  private let secret: SecretBytes

  /// How many words there may be.
  public static let wordCounts = [12, 15, 18, 21, 24]

  /// New words.
  ///
  /// - Parameter wordCount: one of ``wordCounts``.
  public static func random(wordCount: Int = 12) throws(MnemonicError) -> Mnemonic {
    guard wordCounts.contains(wordCount) else { throw .wordCount(wordCount) }
    var entropy = RandomBytes.make(wordCount * 4 / 3)
    defer { SecretBytes.wipe(&entropy) }
    return Mnemonic(entropy: entropy)
  }

  /// The words of so many random bytes: 16, 20, 24, 28 or 32.
  init(entropy: [UInt8]) {
    var bits = Self.bits(entropy)
    bits += Self.bits(Array(SHA256.hash(data: entropy))).prefix(entropy.count / 4)
    let words = stride(from: 0, to: bits.count, by: 11).map { start in
      EnglishWords.list[bits[start..<start + 11].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }]
    }
    secret = SecretBytes(text: words.joined(separator: " "))
  }

  /// The words that a text holds, if they are known, of a right number, and their checksum is right.
  public init(_ text: SecretBytes) throws(MnemonicError) {
    let words = text.withBytes { String(decoding: $0, as: UTF8.self) }.lowercased().split(whereSeparator: \.isWhitespace)
    guard Self.wordCounts.contains(words.count) else { throw .wordCount(words.count) }
    var bits: [Bool] = []
    for (position, word) in words.enumerated() {
      // The word itself stays out of the message.
      guard let index = EnglishWords.list.firstIndex(of: word) else { throw .unknownWord(position: position + 1) }
      bits += (0..<11).map { index >> (10 - $0) & 1 == 1 }
    }
    let entropyBits = bits.count / 33 * 32
    let entropy = stride(from: 0, to: entropyBits, by: 8).map { start in bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    let made = Mnemonic(entropy: entropy)
    guard made.secret == SecretBytes(text: words.joined(separator: " ")) else { throw .checksum }
    secret = made.secret
  }

  private static func bits(_ bytes: [UInt8]) -> [Bool] { bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 == 1 } } }

  /// The words, with a blank between each two.
  public var text: SecretBytes { secret }

  /// The 64 bytes from which keys are derived, without a passphrase.
  public func seed() throws(MnemonicError) -> SecretBytes {
    var words = secret.bytes
    defer { SecretBytes.wipe(&words) }
    guard
      let key = try? KDF.Insecure.PBKDF2.deriveKey(
        from: words, salt: Array("mnemonic".utf8), using: .sha512, outputByteCount: 64, unsafeUncheckedRounds: 2048)
    else { throw .checksum }
    return key.withUnsafeBytes { SecretBytes($0) }
  }
}

/// Why words are no mnemonic. No case holds a word.
public enum MnemonicError: Error, Hashable, Sendable {
  /// So many words are none of ``Mnemonic/wordCounts``.
  case wordCount(Int)
  /// The word at this position, from 1, is not in the list.
  case unknownWord(position: Int)
  /// The words do not belong together: one is wrong, or the order is.
  case checksum
}

extension MnemonicError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .wordCount(let count): "\(count) words: there are 12, 15, 18, 21 or 24"
    case .unknownWord(let position): "word \(position) is not in the list of BIP-39"
    case .checksum: "the words do not belong together: one is wrong, or their order is"
    }
  }
}
