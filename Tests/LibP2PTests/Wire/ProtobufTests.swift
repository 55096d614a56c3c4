import LibP2P
import Testing

@Suite("Protobuf")
struct ProtobufTests {
  @Test("reads what it wrote")
  func roundTrip() throws {
    var inner = ProtobufWriter()
    inner.write(1, string: "ipfs")
    var writer = ProtobufWriter()
    writer.write(1, number: 300)
    writer.write(2, bytes: [1, 2, 3])
    writer.write(3, bool: true)
    writer.write(16, message: inner)
    #expect(writer.bytes == [0x08, 0xAC, 0x02, 0x12, 3, 1, 2, 3, 0x18, 1, 0x82, 0x01, 6, 0x0A, 4, 0x69, 0x70, 0x66, 0x73])
    var reader = ProtobufReader(writer.bytes)
    #expect(try reader.next()?.uint64() == 300)
    #expect(try reader.next()?.bytes() == [1, 2, 3])
    #expect(try reader.next()?.bool() == true)
    let field = try #require(try reader.next())
    #expect(field.number == 16)
    var message = try field.message()
    #expect(try message.next()?.string() == "ipfs")
    #expect(try message.next() == nil)
    #expect(try reader.next() == nil)
  }

  @Test("reads fixed-size numbers in little-endian order")
  func fixed() throws {
    var reader = ProtobufReader([0x0D, 1, 2, 0, 0, 0x11, 1, 0, 0, 0, 0, 0, 0, 0x80])
    #expect(try reader.next()?.uint64() == 513)
    #expect(try reader.next()?.uint64() == 1 << 63 | 1)
  }

  @Test(
    "rejects what ends early, groups, and field number 0",
    arguments: [
      ([0x08], .truncated), ([0x12, 5, 1], .truncated), ([0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .truncated),
      ([0x0D, 1], .truncated), ([0x0B], .wireType(3)), ([0x0C], .wireType(4)), ([0x0F], .wireType(7)), ([0x02, 0], .fieldNumber(0)),
    ] as [([UInt8], WireError)])
  func malformed(bytes: [UInt8], error: WireError) {
    var reader = ProtobufReader(bytes)
    #expect(throws: error) { try reader.next() }
  }

  @Test("tells a field of another type, above its limit, or not UTF-8")
  func wrongTypes() throws {
    var reader = ProtobufReader([0x08, 1, 0x12, 2, 0xC3, 0x28])
    let number = try #require(try reader.next())
    let bytes = try #require(try reader.next())
    #expect(throws: WireError.unexpectedType(field: 1)) { try number.bytes() }
    #expect(throws: WireError.unexpectedType(field: 2)) { try bytes.uint64() }
    #expect(throws: WireError.notUTF8(field: 2)) { try bytes.string() }
    #expect(throws: WireError.lengthAboveLimit(2, limit: 1)) { try bytes.bytes(limit: 1) }
  }
}
