import Testing

@testable import ChainTypes

@Suite("Protobuf reader: golang/protobuf 1.3.1's rules")
struct ProtobufReaderTests {
  /// A message whose known fields are 1 (varint) and 2 (bytes).
  private struct Probe {
    var number: UInt64 = 0
    var data: [UInt8] = []
    var isCanonical = false

    init(_ bytes: [UInt8]) throws(CodecError) {
      self = try readingProtobuf(bytes) { (reader) throws(CodecError) in
        var probe = Probe()
        while let tag = try reader.nextTag() {
          switch (tag.field, tag.type) {
          case (1, .varint): probe.number = try reader.uint64()
          case (2, .bytes): probe.data = try reader.bytes()
          default: try reader.skip(tag)
          }
        }
        probe.isCanonical = reader.isCanonical
        return probe
      }
    }

    private init() {}
  }

  private func code(_ bytes: [UInt8]) -> CodecError.Code? {
    do throws(CodecError) {
      _ = try Probe(bytes)
      return nil
    } catch {
      return error.code
    }
  }

  @Test("reads fields in order and calls the form canonical")
  func canonical() throws {
    let probe = try Probe(Wire.number(1, 300) + Wire.bytes(2, [1, 2]))
    #expect(probe.number == 300)
    #expect(probe.data == [1, 2])
    #expect(probe.isCanonical)
    #expect(try Probe([]).isCanonical)
  }

  @Test("accepts varints of ten bytes and refuses the 65th bit and the 11th byte")
  func varintLimits() throws {
    #expect(try Probe(Wire.number(1, .max)).number == .max)
    #expect(try Probe(Wire.number(1, .max)).isCanonical)
    #expect(code([0x08] + [UInt8](repeating: 0xff, count: 9) + [0x02]) == .varintTooLong)
    #expect(code([0x08] + [UInt8](repeating: 0x80, count: 10) + [0x01]) == .varintTooLong)
    #expect(code([0x08] + [UInt8](repeating: 0xff, count: 9)) == .truncated)
  }

  @Test("accepts padded varints in tags, numbers and lengths, as non-canonical")
  func paddedVarints() throws {
    for bytes in [Wire.number(1, 5, padding: 3), [0x88, 0x00, 0x05], [0x12, 0x81, 0x00, 0x07]] {
      let probe = try Probe(bytes)
      #expect(probe.number == 5 || probe.data == [7])
      #expect(!probe.isCanonical)
    }
  }

  @Test("keeps the last of repeated scalars, in any order, as non-canonical")
  func repetition() throws {
    let repeated = try Probe(Wire.number(1, 5) + Wire.number(1, 6))
    #expect(repeated.number == 6 && !repeated.isCanonical)
    let reordered = try Probe(Wire.bytes(2, [9]) + Wire.number(1, 6))
    #expect(reordered.number == 6 && reordered.data == [9] && !reordered.isCanonical)
    let cleared = try Probe(Wire.number(1, 5) + Wire.number(1, 0))
    #expect(cleared.number == 0 && !cleared.isCanonical)
  }

  @Test("calls explicit defaults non-canonical")
  func explicitDefaults() throws {
    #expect(!(try Probe(Wire.number(1, 0)).isCanonical))
    #expect(!(try Probe(Wire.bytes(2, [])).isCanonical))
  }

  @Test("skips unknown fields of every layout, and known fields in another layout")
  func skipping() throws {
    let unknown: [[UInt8]] = [
      Wire.number(9, 1), Wire.bytes(9, [1, 2, 3]), Wire.tag(9, 1) + [1, 2, 3, 4, 5, 6, 7, 8], Wire.tag(9, 5) + [1, 2, 3, 4],
      Wire.tag(9, 3) + Wire.number(1, 7) + Wire.tag(9, 4), Wire.bytes(1, [1]), Wire.number(2, 1), Wire.tag(1, 3) + Wire.tag(5, 4),
      Wire.number(1 << 60, 4),
    ]
    for field in unknown {
      let probe = try Probe(field + Wire.number(1, 5))
      #expect(probe.number == 5 && probe.data.isEmpty && !probe.isCanonical)
    }
  }

  @Test("counts nested groups without matching their numbers, and allows field 0 in them")
  func groups() throws {
    let nested = Wire.tag(9, 3) + Wire.tag(8, 3) + Wire.number(0, 1) + Wire.tag(7, 4) + Wire.bytes(3, [4]) + Wire.tag(6, 4)
    #expect(try Probe(nested + Wire.number(1, 5)).number == 5)
    #expect(code(Wire.tag(9, 3) + Wire.tag(8, 3) + Wire.tag(9, 4)) == .truncated)
    #expect(code(Wire.tag(9, 3) + Wire.tag(8, 6)) == .unknownWireType)
  }

  @Test("survives a hundred thousand nested groups")
  func deepGroups() throws {
    let depth = 100_000
    let deep = [UInt8](repeating: 0x4b, count: depth) + [UInt8](repeating: 0x4c, count: depth)
    #expect(try Probe(deep + Wire.number(1, 5)).number == 5)
  }

  @Test(
    "refuses field 0, ends of groups that never began, and undefined layouts",
    arguments: [
      ([0x00, 0x00] as [UInt8], CodecError.Code.fieldZero), ([0x02, 0x00], .fieldZero), ([0x0c], .unknownWireType),
      ([0x4c], .unknownWireType),
      ([0x0e], .unknownWireType), ([0x0f], .unknownWireType),
    ])
  func refused(bytes: [UInt8], expected: CodecError.Code) {
    #expect(code(bytes) == expected)
  }

  @Test("refuses every cut of a message that ends inside a field")
  func truncation() throws {
    let fields = [
      Wire.number(1, 300), Wire.bytes(2, [1, 2, 3]), Wire.tag(9, 1) + [UInt8](repeating: 1, count: 8), Wire.tag(9, 5) + [1, 2, 3, 4],
      Wire.tag(9, 3) + Wire.bytes(1, [1]) + Wire.tag(9, 4),
    ]
    for field in fields {
      _ = try Probe(field)
      for count in 1..<field.count { #expect(code([UInt8](field.prefix(count))) == .truncated) }
    }
  }

  @Test("refuses lengths beyond the message, up to the largest, before it takes memory")
  func hugeLengths() {
    for length in [4, 1 << 31, UInt64(Int64.max), .max] {
      #expect(code(Wire.tag(2, 2) + Wire.varint(length) + [1, 2, 3]) == .truncated)
      #expect(code(Wire.tag(9, 2) + Wire.varint(length) + [1, 2, 3]) == .truncated)
    }
  }

  @Test("reads 32-bit numbers from the low half of longer ones")
  func narrowing() throws {
    let subChain = try StopSubChain(decoding: Wire.number(1, 0xffff_ffff_0000_0007))
    #expect(subChain.chainID == 7)
    #expect(subChain.encoded == Wire.number(1, 7))
  }

  @Test(
    "refuses strings that are not UTF-8, and names the field",
    arguments: [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]] as [[UInt8]])
  func invalidUTF8(text: [UInt8]) {
    let core = Samples.core(Wire.bytes(10, Wire.bytes(2, text)))
    do throws(CodecError) {
      _ = try SealedAction(decoding: Samples.action(core: core))
      Issue.record("decoded")
    } catch {
      #expect(error.code == .invalidUTF8)
      #expect(error.path == ["core", "transfer"])
    }
    #expect(throws: CodecError.self) { try Envelope(decoding: Wire.bytes(4, text) + Wire.bytes(10, [])) }
  }

  @Test("refuses a string that is not UTF-8 even if a later one replaces it")
  func replacedInvalidUTF8() {
    let core = Samples.core(Wire.bytes(10, Wire.bytes(2, [0xff]) + Wire.text(2, "io1")))
    #expect(throws: CodecError.self) { try SealedAction(decoding: Samples.action(core: core)) }
  }

  @Test("limits the elements of a list")
  func elementLimit() throws {
    let full = [[UInt8]](repeating: [0x0a, 0x00], count: ProtobufReader.elementLimit).flatMap { $0 }
    #expect(try CandidateList(decoding: full).candidates.count == ProtobufReader.elementLimit)
    do throws(CodecError) {
      _ = try CandidateList(decoding: full + [0x0a, 0x00])
      Issue.record("decoded")
    } catch {
      #expect(error.code == .limitExceeded)
    }
  }
}
