import Crypto
import CryptoExtras

/// scrypt (RFC 7914) without the RFC's upper limit on n, which some of Ethereum's key files exceed and BoringSSL insists on.
///
/// It is several times slower than BoringSSL's, so it serves only those files.
enum Scrypt {
  /// Whether BoringSSL takes the parameters: n below 2^(16 r).
  static func isWithinLimit(n: Int, r: Int) -> Bool { r >= 4 || n < 1 << (16 * r) }

  /// The derived bytes. The caller has checked the parameters.
  static func derive(password: [UInt8], salt: [UInt8], n: Int, r: Int, p: Int, byteCount: Int) throws -> SymmetricKey {
    let words = 32 * r
    let block = UnsafeMutablePointer<UInt32>.allocate(capacity: words * p)
    let scratch = UnsafeMutablePointer<UInt32>.allocate(capacity: words)
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: words * n)
    defer {
      wipe(block, words * p)
      wipe(scratch, words)
      wipe(table, words * n)
    }
    let first = try expand(password, salt, words * p * 4)
    first.withUnsafeBytes { bytes in
      for index in 0..<words * p { block[index] = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)) }
    }
    for part in 0..<p { mix(block + part * words, scratch, table, n: n, r: r) }
    for index in 0..<words * p { block[index] = block[index].littleEndian }
    var mixed = [UInt8](UnsafeRawBufferPointer(start: block, count: words * p * 4))
    defer { SecretBytes.wipe(&mixed) }
    return try expand(password, mixed, byteCount)
  }

  private static func wipe(_ pointer: UnsafeMutablePointer<UInt32>, _ count: Int) {
    pointer.update(repeating: 0, count: count)
    pointer.deallocate()
  }

  private static func expand(_ password: [UInt8], _ salt: [UInt8], _ count: Int) throws -> SymmetricKey {
    try KDF.Insecure.PBKDF2.deriveKey(from: password, salt: salt, using: .sha256, outputByteCount: count, unsafeUncheckedRounds: 1)
  }

  /// scryptROMix.
  private static func mix(
    _ block: UnsafeMutablePointer<UInt32>, _ scratch: UnsafeMutablePointer<UInt32>, _ table: UnsafeMutablePointer<UInt32>, n: Int, r: Int
  ) {
    let words = 32 * r
    var row = 0
    while row < n {
      (table + row * words).update(from: block, count: words)
      mixBlock(block, scratch, r: r)
      row += 1
    }
    row = 0
    while row < n {
      let chosen = table + Int(block[words - 16] & UInt32(truncatingIfNeeded: n - 1)) * words
      var index = 0
      while index < words {
        block[index] ^= chosen[index]
        index += 1
      }
      mixBlock(block, scratch, r: r)
      row += 1
    }
  }

  /// scryptBlockMix; the result replaces the block.
  private static func mixBlock(_ block: UnsafeMutablePointer<UInt32>, _ scratch: UnsafeMutablePointer<UInt32>, r: Int) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 32) { buffer in
      let state = buffer.baseAddress!
      state.update(from: block + 32 * r - 16, count: 16)
      var part = 0
      while part < 2 * r {
        var index = 0
        while index < 16 {
          state[index] ^= block[part * 16 + index]
          index += 1
        }
        salsa(state, state + 16)
        (scratch + (part / 2 + (part & 1) * r) * 16).update(from: state, count: 16)
        part += 1
      }
      block.update(from: scratch, count: 32 * r)
    }
  }

  /// Salsa20 with 8 rounds; `x` is room for 16 words.
  private static func salsa(_ state: UnsafeMutablePointer<UInt32>, _ x: UnsafeMutablePointer<UInt32>) {
    x.update(from: state, count: 16)
    var round = 0
    while round < 4 {
      quarter(x, 0, 4, 8, 12)
      quarter(x, 5, 9, 13, 1)
      quarter(x, 10, 14, 2, 6)
      quarter(x, 15, 3, 7, 11)
      quarter(x, 0, 1, 2, 3)
      quarter(x, 5, 6, 7, 4)
      quarter(x, 10, 11, 8, 9)
      quarter(x, 15, 12, 13, 14)
      round += 1
    }
    var index = 0
    // Wraps: Salsa20 adds modulo 2^32.
    while index < 16 {
      state[index] = state[index] &+ x[index]
      index += 1
    }
  }

  @inline(__always)
  private static func quarter(_ x: UnsafeMutablePointer<UInt32>, _ a: Int, _ b: Int, _ c: Int, _ d: Int) {
    x[b] ^= rotated(x[a] &+ x[d], 7)
    x[c] ^= rotated(x[b] &+ x[a], 9)
    x[d] ^= rotated(x[c] &+ x[b], 13)
    x[a] ^= rotated(x[d] &+ x[c], 18)
  }

  @inline(__always)
  private static func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 { value &<< count | value &>> (32 &- count) }
}
