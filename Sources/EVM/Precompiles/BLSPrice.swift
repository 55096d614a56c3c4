/// What precompiled contracts 0x0b to 0x11 cost (EIP-2537).
enum BLSPrice {
  /// The price of a call, `UInt64.max` if it is beyond all gas.
  static func gas(_ number: Int, _ input: UnsafeRawBufferPointer) -> UInt64 {
    switch number {
    case 0x0b: 375
    case 0x0c: multiplication(input.count / 160, each: 12_000, discounts: g1Discounts)
    case 0x0d: 600
    case 0x0e: multiplication(input.count / 288, each: 22_500, discounts: g2Discounts)
    case 0x0f: 37_700 + 32_600 * UInt64(input.count / 384)
    case 0x10: 5_500
    case 0x11: 23_800
    default: .max
    }
  }

  /// The price of a sum of `count` products: discounted in thousandths, more for more of them.
  private static func multiplication(_ count: Int, each: UInt64, discounts: [UInt16]) -> UInt64 {
    guard count > 0 else { return 0 }
    let discount = UInt64(discounts[min(count, discounts.count) - 1])
    return UInt64(count) * each * discount / 1_000
  }
}
