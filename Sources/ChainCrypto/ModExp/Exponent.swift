/// An exponent as big-endian bytes that may be followed by bytes of zero which are not stored: what a call's short input stands for.
struct Exponent {
  private let bytes: UnsafeRawBufferPointer
  /// The number of bits from the highest one set; 0 for the number zero.
  let bitCount: Int

  /// - Parameters:
  ///   - bytes: the stored bytes.
  ///   - count: the number of bytes that the number has, stored or not; below 2^56.
  init(_ bytes: UnsafeRawBufferPointer, count: Int) {
    let stored = UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
    if let first = stored.firstIndex(where: { $0 != 0 }) {
      self.bytes = UnsafeRawBufferPointer(rebasing: stored[first...])
      bitCount = 8 &* (count &- first) &- stored[first].leadingZeroBitCount
      unusedBits = stored[first].leadingZeroBitCount
    } else {
      self.bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      bitCount = 0
      unusedBits = 0
    }
  }

  /// The zero bits above the highest one set in the first stored byte.
  private let unusedBits: Int

  /// The bit at a distance from the highest one set, which is at 0.
  @inline(__always)
  subscript(position: Int) -> UInt8 {
    let bit = position &+ unusedBits
    let byte = bit &>> 3
    guard byte < bytes.count else { return 0 }
    return (bytes[byte] &>> UInt8(truncatingIfNeeded: 7 &- (bit & 7))) & 1
  }

  /// The width of the sliding window that needs the fewest multiplications.
  var windowWidth: Int {
    switch bitCount {
    case ...6: 1
    case ...24: 2
    case ...80: 3
    case ...240: 4
    case ...672: 5
    default: 6
    }
  }

  /// Walks over the bits from the highest: `square` for each bit after the first window, `multiply` with the odd value of each window.
  ///
  /// The first call is `multiply`, which then starts the product. Not called at all for the number zero.
  @inline(__always)
  func walk(square: () -> Void, multiply: (_ oddValue: Int) -> Void) {
    let width = windowWidth
    var position = 0
    var isStarted = false
    while position < bitCount {
      if self[position] == 0 {
        square()
        position &+= 1
        continue
      }
      // The longest window from here that ends with a one.
      var end = min(position &+ width, bitCount)
      while self[end &- 1] == 0 { end &-= 1 }
      var value = 0
      while position < end {
        value = (value &<< 1) | Int(self[position])
        if isStarted { square() }
        position &+= 1
      }
      multiply(value)
      isStarted = true
    }
  }
}
