/// A magnitude of any width, for changing between decimal and binary.
///
/// Both directions take time in the square of the length; nothing that a block or a message can force does this.
struct WideNumber {
  /// The number in base 2^32, lowest limb first, without zero limbs at the end.
  private var limbs: [UInt32] = []

  /// A number from ASCII digits.
  init(decimal digits: [UInt8]) {
    var position = 0
    while position < digits.count {
      let end = min(position + 9, digits.count)
      var chunk: UInt64 = 0
      var scale: UInt64 = 1
      while position < end {
        chunk = chunk * 10 + UInt64(digits[position] &- UInt8(ascii: "0"))
        scale *= 10
        position += 1
      }
      multiply(by: scale, adding: chunk)
    }
  }

  /// A number from big-endian bytes.
  init(bigEndian bytes: [UInt8]) {
    for (index, byte) in bytes.reversed().enumerated() {
      if index % 4 == 0 { limbs.append(0) }
      limbs[index / 4] |= UInt32(byte) << (8 * UInt32(index % 4))
    }
    dropZeros()
  }

  /// Big-endian bytes without leading zeros.
  var bigEndian: [UInt8] {
    let padded = limbs.reversed().flatMap { limb in (0..<4).map { UInt8(truncatingIfNeeded: limb >> (24 - 8 * UInt32($0))) } }
    return [UInt8](padded.drop { $0 == 0 })
  }

  /// The decimal digits.
  var decimal: String {
    var rest = self
    var chunks: [UInt32] = []
    while !rest.limbs.isEmpty { chunks.append(rest.divideByBillion()) }
    guard let first = chunks.last else { return "0" }
    var text = String(first)
    for chunk in chunks.dropLast().reversed() {
      let digits = String(chunk)
      text += String(repeating: "0", count: 9 - digits.count) + digits
    }
    return text
  }

  private mutating func multiply(by factor: UInt64, adding addend: UInt64) {
    var carry = addend
    for index in limbs.indices {
      // Below 2^32 times 10^9 plus a carry below 2^32: no overflow.
      let product = UInt64(limbs[index]) * factor + carry
      limbs[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
  }

  /// Divides by 10^9 and returns the remainder.
  private mutating func divideByBillion() -> UInt32 {
    var remainder: UInt64 = 0
    for index in limbs.indices.reversed() {
      let dividend = remainder << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(truncatingIfNeeded: dividend / 1_000_000_000)
      remainder = dividend % 1_000_000_000
    }
    dropZeros()
    return UInt32(truncatingIfNeeded: remainder)
  }

  private mutating func dropZeros() {
    while limbs.last == 0 { limbs.removeLast() }
  }
}
