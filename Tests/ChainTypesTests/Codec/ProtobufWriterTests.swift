import Primitives
import Testing

@testable import ChainTypes

@Suite("Protobuf writer")
struct ProtobufWriterTests {
  private func written(_ body: (inout ProtobufWriter) -> Void) -> [UInt8] {
    var writer = ProtobufWriter()
    body(&writer)
    return writer.bytes
  }

  @Test("leaves out defaults, but not numbers as text, hashes, elements and messages")
  func defaults() {
    let nothing = written {
      $0.uint64(1, 0)
      $0.uint32(1, 0)
      $0.int64(1, 0)
      $0.int32(1, 0)
      $0.bool(1, false)
      $0.bytes(1, [])
      $0.string(1, "")
    }
    #expect(nothing.isEmpty)
    #expect(written { $0.integer(1, .zero) } == [0x0a, 1, UInt8(ascii: "0")])
    #expect(written { $0.hash(1, .zero) } == [0x0a, 32] + [UInt8](repeating: 0, count: 32))
    #expect(written { $0.element(1, []) } == [0x0a, 0])
    #expect(written { $0.message(1) { _ in } } == [0x0a, 0])
  }

  @Test("writes negative numbers in ten bytes")
  func negative() {
    let ten = [UInt8](repeating: 0xff, count: 9) + [1]
    #expect(written { $0.int64(1, -1) } == [0x08] + ten)
    #expect(written { $0.int32(1, -1) } == [0x08] + ten)
  }

  @Test(
    "writes lengths of messages around the borders of one, two and three bytes", arguments: [0, 1, 127, 128, 129, 16_383, 16_384, 70_000])
  func lengths(count: Int) {
    let data = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    var inner = ProtobufWriter()
    inner.element(3, data)
    let expected = Wire.bytes(2, Wire.bytes(1, Wire.bytes(3, data))) + [0x20, 7]
    #expect(
      written {
        $0.message(2) { $0.message(1) { $0.element(3, data) } }
        $0.uint64(4, 7)
      } == expected)
  }
}
