/// SHA-256 (FIPS 180-4), slowly: the recorded summaries of state databases use it, and no target below the tests does.
public enum SHA256 {
  /// The digest of a message.
  public static func hash(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    var padded = message + [0x80]
    padded += [UInt8](repeating: 0, count: (64 - (padded.count + 8) % 64) % 64)
    padded += withUnsafeBytes(of: UInt64(message.count * 8).bigEndian) { [UInt8]($0) }
    for block in stride(from: 0, to: padded.count, by: 64) { compress(padded[block..<block + 64], into: &state) }
    return state.flatMap { word in withUnsafeBytes(of: word.bigEndian) { [UInt8]($0) } }
  }

  private static func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { index in
      block[index..<index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let (a, b) = (words[index - 15], words[index - 2])
      let (s0, s1) = (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3, rotate(b, 17) ^ rotate(b, 19) ^ b >> 10)
      words.append(words[index - 16] &+ s0 &+ words[index - 7] &+ s1)
    }
    var v = state
    for index in 0..<64 {
      let sum = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)
      let first = v[7] &+ sum &+ ((v[4] & v[5]) ^ (~v[4] & v[6])) &+ constants[index] &+ words[index]
      let other = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)
      let second = other &+ ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))
      v = [first &+ second, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
    }
    for index in 0..<8 { state[index] &+= v[index] }
  }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < 64 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { prime in
      // The integer cube root of prime * 2^96, by bisection; its low 32 bits are the fraction.
      var (low, high) = (UInt64(0), UInt64(8) << 32)
      while high - low > 1 {
        let middle = (low + high) / 2
        let square = middle.multipliedFullWidth(by: middle)
        // middle^3 fits 128 bits because middle is below 2^35.
        let lower = square.low.multipliedFullWidth(by: middle)
        let upper = square.high * middle + lower.high
        if upper < UInt64(prime) << 32 || (upper == UInt64(prime) << 32 && lower.low == 0) { low = middle } else { high = middle }
      }
      return UInt32(truncatingIfNeeded: low)
    }
  }()
}
