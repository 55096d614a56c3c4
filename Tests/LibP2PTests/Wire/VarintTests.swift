import LibP2P
import Testing

@Suite("Varint")
struct VarintTests {
  @Test(
    "writes seven bits a byte, lowest first",
    arguments: [
      (UInt64(0), [0x00]), (127, [0x7F]), (128, [0x80, 0x01]), (300, [0xAC, 0x02]), (421, [0xA5, 0x03]),
      (.max, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]),
    ] as [(UInt64, [UInt8])])
  func encodes(value: UInt64, bytes: [UInt8]) throws {
    #expect(Varint.encode(value) == bytes)
    #expect(Varint.byteCount(value) == bytes.count)
    var position = 0
    #expect(try Varint.decode(bytes[...], at: &position) == value)
    #expect(position == bytes.count)
  }

  @Test("knows the length of every power of two")
  func lengths() {
    for shift in 0..<64 {
      #expect(Varint.byteCount(1 << shift) == Varint.encode(1 << shift).count)
      #expect(Varint.byteCount((1 << shift) &- 1) == Varint.encode((1 << shift) &- 1).count)
    }
  }

  @Test("waits for more bytes without moving on")
  func incomplete() throws {
    var position = 1
    #expect(try Varint.decodeIfComplete([9, 0x80, 0x80], at: &position) == nil)
    #expect(position == 1)
    #expect(throws: WireError.truncated) { try Varint.decode([9, 0x80], at: &position) }
  }

  @Test(
    "rejects more than 64 bits",
    arguments: [
      [UInt8](repeating: 0xFF, count: 9) + [0x02], [UInt8](repeating: 0x80, count: 10) + [0x00], [UInt8](repeating: 0xFF, count: 10),
    ])
  func tooLong(bytes: [UInt8]) {
    var position = 0
    #expect(throws: WireError.varintTooLong) { try Varint.decode(bytes[...], at: &position) }
  }
}
