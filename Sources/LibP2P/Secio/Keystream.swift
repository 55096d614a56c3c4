internal import Crypto
internal import _CryptoExtras

/// The endless stream of bytes that counter mode mixes into a direction's plaintext, made some thousand bytes at a time.
///
/// Frames continue where the last one ended, also inside a block, so the position is kept here.
struct Keystream: Sendable {
  private enum Generator: Sendable {
    case aes(SymmetricKey, counter: UInt128)
    case blowfish(Blowfish, counter: UInt64)
  }

  /// How much is made at a time. The first piece is small: most connections carry little.
  private static let firstByteCount = 512
  private static let byteCount = 8_192
  private static let zeros = [UInt8](repeating: 0, count: byteCount)

  private var generator: Generator
  private var bytes: [UInt8] = []
  private var position = 0
  private var isFirst = true

  /// The stream of a key, from the first counter on; nil if a length does not fit the cipher.
  init?(_ cipher: SecioCipher, key: [UInt8], iv: [UInt8]) {
    guard key.count == cipher.keyByteCount, iv.count == cipher.ivByteCount else { return nil }
    switch cipher {
    case .aes256, .aes128:
      generator = .aes(SymmetricKey(data: key), counter: iv.reduce(0) { $0 << 8 | UInt128($1) })
    case .blowfish:
      guard let blowfish = Blowfish(key: key) else { return nil }
      generator = .blowfish(blowfish, counter: iv.reduce(0) { $0 << 8 | UInt64($1) })
    }
  }

  /// Mixes the stream's next bytes into the end of `output`, from `start` on.
  ///
  /// - Throws: `exhausted` if the cryptography library refuses, which it has no reason to.
  mutating func apply(to output: inout [UInt8], from start: Int) throws(SecureChannelError) {
    var start = start
    while start < output.count {
      if position == bytes.count { try refill() }
      let count = min(output.count - start, bytes.count - position)
      output.withUnsafeMutableBytes { output in
        bytes.withUnsafeBytes { stream in
          Self.mix(
            UnsafeRawBufferPointer(rebasing: stream[position..<position + count]),
            into: UnsafeMutableRawBufferPointer(rebasing: output[start..<start + count]))
        }
      }
      position += count
      start += count
    }
  }

  /// Exclusive or of two buffers of one length, eight bytes at a time where possible.
  private static func mix(_ stream: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) {
    var index = 0
    while index &+ 8 <= output.count {
      let value =
        output.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ stream.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      output.storeBytes(of: value, toByteOffset: index, as: UInt64.self)
      index &+= 8
    }
    while index < output.count {
      output[index] ^= stream[index]
      index &+= 1
    }
  }

  private mutating func refill() throws(SecureChannelError) {
    let count = isFirst ? Self.firstByteCount : Self.byteCount
    isFirst = false
    position = 0
    switch generator {
    case .aes(let key, let counter):
      let nonce = (0..<16).map { UInt8(truncatingIfNeeded: counter >> UInt128(120 - 8 * $0)) }
      guard let nonce = try? AES._CTR.Nonce(nonceBytes: nonce),
        let stream = try? AES._CTR.encrypt(Self.zeros[..<count], using: key, nonce: nonce)
      else { throw .exhausted }
      bytes.removeAll(keepingCapacity: true)
      bytes.append(contentsOf: stream)
      // The counter wraps by definition.
      generator = .aes(key, counter: counter &+ UInt128(count / 16))
    case .blowfish(let blowfish, var counter):
      bytes.removeAll(keepingCapacity: true)
      for _ in 0..<count / Blowfish.blockByteCount {
        withUnsafeBytes(of: blowfish.encrypt(counter).bigEndian) { bytes.append(contentsOf: $0) }
        counter &+= 1
      }
      generator = .blowfish(blowfish, counter: counter)
    }
  }
}
