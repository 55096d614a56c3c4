import Primitives
import Testing

@Suite("U256 at its edges")
struct U256Tests {
  private let least = U256(w0: 0, w1: 0, w2: 0, w3: 1 << 63)

  @Test("division and remainder by zero are zero")
  func dividesByZero() {
    #expect(U256.max.quotientAndRemainder(dividingBy: .zero) == (.zero, .zero))
    #expect(U256.max.quotientAndRemainder(dividingByLimb: 0) == (.zero, 0))
    #expect(U256.max.sdiv(.zero) == .zero)
    #expect(U256.max.smod(.zero) == .zero)
    #expect(U256.max.addmod(.max, .zero) == .zero)
    #expect(U256.max.mulmod(.max, .zero) == .zero)
    #expect(U256.remainder(high: .max, low: .max, dividingBy: .zero) == .zero)
  }

  @Test("the least signed number divided by -1 is itself")
  func dividesLeastByMinusOne() {
    #expect(least.sdiv(.max) == least)
    #expect(least.smod(.max) == .zero)
    #expect(least.negated == least)
    #expect(least.magnitude == least)
  }

  @Test("shifts by 256 and more, or by a negative amount, leave nothing but the sign", arguments: [256, 257, 1 << 40, .max, -1, .min])
  func shiftsOut(amount: Int) {
    #expect(U256.max &<< amount == .zero)
    #expect(U256.max &>> amount == .zero)
    #expect(U256.max.sar(by: amount) == .max)
    #expect((U256.max &>> 1).sar(by: amount) == .zero)
  }

  @Test("shifts by amounts beyond 64 bits leave nothing but the sign")
  func shiftsOutByWideAmounts() {
    let amount = U256(w0: 1, w1: 0, w2: 0, w3: 1)
    #expect(U256.max.shl(amount) == .zero)
    #expect(U256.max.shr(amount) == .zero)
    #expect(U256.max.sar(amount) == .max)
    #expect(U256(5).sar(amount) == .zero)
  }

  @Test("byte and sign extension beyond the number leave zero and the number")
  func indexesBeyond() {
    let huge = U256(w0: 0, w1: 1, w2: 0, w3: 0)
    #expect(U256.max.byte(at: 32) == .zero)
    #expect(U256.max.byte(at: huge) == .zero)
    #expect(U256(0xff).signExtend(byte: 31) == 0xff)
    #expect(U256(0xff).signExtend(byte: huge) == 0xff)
    #expect(U256(0xff).signExtend(byte: 0) == .max)
    #expect(!U256.max.bit(at: 256))
    #expect(!U256.max.bit(at: -1))
  }

  @Test("powers: of zero, of one, to zero, of two beyond the width")
  func raises() {
    #expect(U256.zero.power(.zero) == .one)
    #expect(U256.zero.power(.max) == .zero)
    #expect(U256.one.power(.max) == .one)
    #expect(U256(2).power(255) == least)
    #expect(U256(2).power(256) == .zero)
    #expect(U256(256).power(31) == .one &<< 248)
    #expect(U256(256).power(.max) == .zero)
    #expect(least.power(.one) == least)
  }

  @Test("conversions to machine integers refuse what does not fit")
  func converts() {
    #expect(U256(.max).asUInt64 == .max)
    #expect((U256(.max) &+ 1).asUInt64 == nil)
    #expect(U256(UInt64(Int.max)).asInt == .max)
    #expect(U256(UInt64(Int.max) + 1).asInt == nil)
    #expect((U256(.max) &+ 1).clampedToUInt64 == .max)
    #expect(U256(7).clampedToUInt64 == 7)
    #expect(U256(true) == 1)
    #expect(U256(false) == .zero)
  }

  @Test("counting bits of zero gives the whole width")
  func countsBitsOfZero() {
    #expect(U256.zero.leadingZeroBitCount == 256)
    #expect(U256.zero.trailingZeroBitCount == 256)
    #expect(U256.zero.bitWidthUsed == 0)
    #expect(U256.zero.byteWidthUsed == 0)
    #expect(U256.zero.minimalBigEndianBytes.isEmpty)
  }

  @Test("stores and loads 32 big-endian bytes at any address", arguments: 0..<8)
  func storesAndLoads(offset: Int) {
    let number = U256(w0: 0x1918_1716_1514_1312, w1: 0x2928_2726_2524_2322, w2: 0x3938_3736_3534_3332, w3: 0x4948_4746_4544_4342)
    var memory = [UInt8](repeating: 0, count: 48)
    memory.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      number.storeBigEndian(into: base + offset)
      #expect(U256(loadingBigEndianFrom: base + offset) == number)
    }
    #expect([UInt8](memory[offset..<(offset + 32)]) == number.bigEndianBytes)
    #expect(memory[..<offset].allSatisfy { $0 == 0 })
    #expect(memory[(offset + 32)...].allSatisfy { $0 == 0 })
  }

  @Test("big-endian bytes: short ones are low bytes, more than 32 are refused by the failing form")
  func readsBigEndian() {
    #expect(U256(bigEndian: []) == .zero)
    for count in 1...32 {
      let bytes = (1...count).map { UInt8($0) }
      let expected = bytes.reduce(U256.zero) { ($0 &<< 8) | U256(UInt64($1)) }
      #expect(U256(bigEndian: bytes) == expected)
    }
    #expect(U256(bigEndian: [1, 2, 3]) == 0x010203)
    #expect(U256(bigEndian: [UInt8](repeating: 0xff, count: 31)) == .max &>> 8)
    #expect(U256(bigEndian: [UInt8](repeating: 0, count: 33)) == nil)
    let bytes = [9] + [UInt8](repeating: 0, count: 31) + [5]
    bytes.withUnsafeBytes { #expect(U256(bigEndianBytes: $0) == 5) }
  }

  @Test("compound assignment and description do what their operators do")
  func assigns() {
    var number: U256 = 7
    number &+= 5
    number &-= 2
    number &*= 3
    #expect(number == 30)
    #expect("\(number)" == "30")
    #expect(number.limbs == (30, 0, 0, 0))
    #expect(~U256.zero == .max)
    #expect(U256(9).squared == 81)
    #expect(U256.max.squared == 1)
  }

  @Test("equal numbers hash alike and sets keep different ones apart")
  func hashes() {
    let numbers: Set<U256> = [0, 1, .max, .one &<< 64, .one &<< 128, .one &<< 192, 1]
    #expect(numbers.count == 6)
    #expect(numbers.contains(.one &<< 192))
  }
}

@Suite("U256 as text")
struct U256TextTests {
  @Test(
    "refuses decimal text that is no number of 256 bits",
    arguments: [
      "", "-1", "+1", " 1", "1 ", "1_000", "0x10", "a", "12345678x", "1234567:", "1234567/", "１２", "1.0", "1e3",
      "115792089237316195423570985008687907853269984665640564039457584007913129639936",
      "1157920892373161954235709850086879078532699846656405640394575840079131296399350",
      "999999999999999999999999999999999999999999999999999999999999999999999999999999",
      "1" + String(repeating: "0", count: 500),
    ])
  func refusesDecimal(text: String) {
    #expect(U256(decimal: text) == nil)
  }

  @Test("accepts leading zeros of any number")
  func acceptsLeadingZeros() {
    #expect(U256(decimal: String(repeating: "0", count: 300) + "7") == 7)
    #expect(U256(decimal: String(repeating: "0", count: 300)) == .zero)
    #expect(U256(hex: String(repeating: "0", count: 300) + "7") == 7)
  }

  @Test("formats all lengths of decimal digits", arguments: 1...77)
  func formatsLengths(count: Int) {
    let nines = String(repeating: "9", count: count)
    let text = "1" + String(repeating: "0", count: count)
    #expect(U256(decimal: nines)?.decimal == nines)
    #expect((U256(decimal: nines) ?? .zero) &+ 1 == U256(decimal: text))
    #expect(U256(decimal: text)?.decimal == text)
  }

  @Test("appends digits behind what is there")
  func appends() {
    var output: [UInt8] = [0x41]
    U256(1_234_567_890_123_456_789).appendDecimal(to: &output)
    U256.zero.appendDecimal(to: &output)
    #expect(String(decoding: output, as: UTF8.self) == "A12345678901234567890")
  }

  @Test(
    "refuses hexadecimal text that is no number of 256 bits",
    arguments: [
      "", "0x", "0X", "x", "g", "0xg", "-1", "1 ", "1" + String(repeating: "0", count: 64),
    ])
  func refusesHexadecimal(text: String) {
    #expect(U256(hex: text) == nil)
  }

  @Test("writes hexadecimal text without leading zeros")
  func writesHexadecimal() {
    #expect(U256.zero.hex == "0")
    #expect(U256(0xabc).hex == "abc")
    #expect(U256(hex: "0X" + String(repeating: "F", count: 64)) == .max)
  }
}
