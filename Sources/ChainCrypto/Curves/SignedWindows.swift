/// A number as signed odd digits far apart: the width-w non-adjacent form, lowest digit first.
///
/// Every digit is zero or odd and between -2^(w-1) and 2^(w-1); of w consecutive digits at most one is not zero.
/// Source: D. Hankerson et al., Guide to Elliptic Curve Cryptography, algorithm 3.35.
struct SignedWindows {
  /// The digits, lowest first.
  let digits: [Int8]

  /// - Parameters:
  ///   - limbs: the number, lowest limb first.
  ///   - width: 2 … 8.
  init(limbs: [UInt64], width: Int) {
    let bits = 64 * limbs.count
    func bit(_ position: Int) -> Int { position < bits ? Int((limbs[position >> 6] &>> UInt64(position & 63)) & 1) : 0 }
    var digits = [Int8](repeating: 0, count: bits + 1)
    var carry = 0
    var position = 0
    while position < bits || carry != 0 {
      guard bit(position) != carry else {
        position += 1
        continue
      }
      var window = carry
      for offset in 0..<width { window += bit(position + offset) << offset }
      // A window in the upper half becomes negative and adds one to the next.
      carry = (window >> (width - 1)) & 1
      window -= carry << width
      digits[position] = Int8(truncatingIfNeeded: window)
      position += width
    }
    self.digits = digits
  }
}
