import ChainCrypto
import Testing

@testable import ChainTypes

@Suite("Timestamps")
struct TimestampTests {
  private func endorsementCode(_ time: [UInt8]?) -> CodecError.Code? {
    let field = time.map { Wire.bytes(1, $0) } ?? []
    do throws(CodecError) {
      _ = try Endorsement(decoding: field + Wire.bytes(2, Samples.key.publicKey.bytes))
      return nil
    } catch {
      return error.code
    }
  }

  private func wire(_ seconds: Int64, _ nanoseconds: Int64 = 0) -> [UInt8] {
    Wire.number(1, UInt64(bitPattern: seconds)) + Wire.number(2, UInt64(bitPattern: nanoseconds))
  }

  @Test("accepts the years 1 to 9999 and nanoseconds below a second, and nothing else")
  func range() {
    #expect(endorsementCode([]) == nil)
    #expect(endorsementCode(wire(-62_135_596_800)) == nil)
    #expect(endorsementCode(wire(-62_135_596_801)) == .invalidTimestamp)
    #expect(endorsementCode(wire(253_402_300_799, 999_999_999)) == nil)
    #expect(endorsementCode(wire(253_402_300_800)) == .invalidTimestamp)
    #expect(endorsementCode(wire(0, 1_000_000_000)) == .invalidTimestamp)
    #expect(endorsementCode(wire(0, -1)) == .invalidTimestamp)
    #expect(endorsementCode(wire(.min)) == .invalidTimestamp)
    #expect(endorsementCode(nil) == .invalidTimestamp)
  }

  @Test("reads nanoseconds from the low 32 bits")
  func narrowNanoseconds() throws {
    let endorsement = try Endorsement(
      decoding: Wire.bytes(1, wire(5, 0x7_0000_0009)) + Wire.bytes(2, Samples.key.publicKey.bytes))
    #expect(endorsement.timestamp == Timestamp(seconds: 5, nanoseconds: 9))
  }

  @Test("merges a time that comes in two parts")
  func merging() throws {
    let endorsement = try Endorsement(
      decoding: Wire.bytes(1, wire(5, 6)) + Wire.bytes(1, Wire.number(2, 7)) + Wire.bytes(2, Samples.key.publicKey.bytes))
    #expect(endorsement.timestamp == Timestamp(seconds: 5, nanoseconds: 7))
  }

  @Test("adds and subtracts nanoseconds across seconds, and knows its limits")
  func arithmetic() {
    let time = Timestamp(seconds: 10, nanoseconds: 900_000_000)
    #expect(time.adding(nanoseconds: 200_000_000) == Timestamp(seconds: 11, nanoseconds: 100_000_000))
    #expect(time.adding(nanoseconds: -950_000_000) == Timestamp(seconds: 9, nanoseconds: 950_000_000))
    #expect(time.adding(nanoseconds: -10_900_000_000) == Timestamp(seconds: 0))
    #expect(Timestamp(seconds: 253_402_300_799).adding(nanoseconds: 1_000_000_000) == nil)
    #expect(Timestamp.goZeroTime.adding(nanoseconds: -1) == nil)
    #expect(time.nanoseconds(since: Timestamp(seconds: 11)) == -100_000_000)
    #expect(time.nanoseconds(since: .goZeroTime) == nil)
    #expect(Timestamp(seconds: 1, nanoseconds: 5) < Timestamp(seconds: 1, nanoseconds: 6))
    #expect(Timestamp(seconds: 1, nanoseconds: 5).description == "1.000000005")
  }
}
