import Testing

@testable import ChainCrypto

@Suite struct SignedWindowsTests {
  @Test(arguments: [2, 4, 5, 8]) func `digits add up to the number and keep their distance`(width: Int) {
    for number in [0, 1, 2, 3, 15, 16, 0xffff_ffff_ffff_fffb, .max, 0x8000_0000_0000_0000, 0xd201_0000_0001_0000] as [UInt64] {
      let digits = SignedWindows(limbs: [number], width: width).digits
      var sum: Int128 = 0
      var last = -width
      for (position, digit) in digits.enumerated() where digit != 0 {
        #expect(digit & 1 == 1)
        #expect(Int(digit.magnitude) < 1 << (width - 1))
        #expect(position - last >= width)
        last = position
        sum += Int128(digit) << Int128(position)
      }
      #expect(sum == Int128(number))
    }
  }
}
