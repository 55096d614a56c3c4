extension Bech32 {
  /// The six digits that end bech32 text, as the 30 bits they stand for.
  struct Checksum: Sendable, Hashable {
    var bits: UInt32

    /// The digit at `index`, 0 to 5.
    @inline(__always)
    func digit(_ index: Int) -> UInt8 {
      UInt8(truncatingIfNeeded: bits &>> UInt32(truncatingIfNeeded: 5 &* (5 &- index))) & 31
    }

    /// Whether these are its six digits.
    func matches(_ digits: ArraySlice<UInt8>) -> Bool {
      digits.enumerated().allSatisfy { digit($0.offset) == $0.element }
    }

    /// Its six characters.
    var text: String {
      String(decoding: (0..<6).map { Bech32.character(for: digit($0)) }, as: UTF8.self)
    }
  }

  /// The checksum of a human-readable part (lower case) and data in groups of five bits. Source: BIP-173.
  static func checksum(prefix: [UInt8], values: some Sequence<UInt8>) -> Checksum {
    var state: UInt32 = 1
    for character in prefix { state = step(state, character &>> 5) }
    state = step(state, 0)
    for character in prefix { state = step(state, character & 31) }
    for value in values { state = step(state, value) }
    return finish(state)
  }

  /// The checksum after all groups were taken in.
  @inline(__always)
  static func finish(_ state: UInt32) -> Checksum {
    var state = state
    for _ in 0..<6 { state = step(state, 0) }
    return Checksum(bits: state ^ 1)
  }

  /// Takes one group of five bits into the checksum: a step of division by BIP-173's generator polynomial.
  @inline(__always)
  static func step(_ state: UInt32, _ value: UInt8) -> UInt32 {
    let top = state &>> 25
    var next = ((state & 0x01ff_ffff) &<< 5) ^ UInt32(value)
    next ^= 0x3b6a_57b2 & (0 &- (top & 1))
    next ^= 0x2650_8e6d & (0 &- ((top &>> 1) & 1))
    next ^= 0x1ea1_19fa & (0 &- ((top &>> 2) & 1))
    next ^= 0x3d42_33dd & (0 &- ((top &>> 3) & 1))
    next ^= 0x2a14_62b3 & (0 &- ((top &>> 4) & 1))
    return next
  }

  /// The lower-case character for a group of five bits.
  @inline(__always)
  static func character(for value: UInt8) -> UInt8 {
    let characters: StaticString = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    return characters.utf8Start[Int(value & 31)]
  }

  /// The group of five bits for a lower-case character, or `nil`.
  @inline(__always)
  static func value(of character: UInt8) -> UInt8? {
    // For each ASCII character from "0" to "z": the value plus 0x40, or "." where there is none.
    let values: StaticString = "O.JQUTZ^GE.......................................].XMYIHW.RV_[S.A@CPK\\LNFDB"
    guard (0x30...0x7a).contains(character) else { return nil }
    let entry = values.utf8Start[Int(character &- 0x30)]
    return entry >= 0x40 ? entry &- 0x40 : nil
  }
}
