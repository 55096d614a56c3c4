import Primitives
import Testing

@Suite("Hash256 and Hash160")
struct HashTests {
  private let bytes = (1...32).map { UInt8($0) }

  @Test("lie in memory as their bytes, without gaps")
  func layout() throws {
    let hash = try #require(Hash256(bytes))
    #expect(withUnsafeBytes(of: hash) { [UInt8]($0) } == bytes)
    #expect(hash.bytes == bytes)
    let short = try #require(Hash160([UInt8](bytes.prefix(20))))
    #expect(withUnsafeBytes(of: short) { [UInt8]($0) } == [UInt8](bytes.prefix(20)))
    #expect(MemoryLayout<Hash256>.size == 32)
    #expect(MemoryLayout<Hash160>.size == 20)
  }

  @Test("are made of exactly as many bytes as they have")
  func counts() {
    #expect(Hash256([UInt8](bytes.dropLast())) == nil)
    #expect(Hash256(bytes + [0]) == nil)
    #expect(Hash160([UInt8](repeating: 1, count: 19)) == nil)
    #expect(Hash160([UInt8](repeating: 1, count: 21)) == nil)
    #expect(Hash256([]) == nil)
  }

  @Test("read and write hexadecimal text")
  func text() throws {
    let hash = try #require(Hash256(bytes))
    #expect(hash.hex == "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20")
    #expect("\(hash)" == hash.hex)
    #expect(Hash256(hex: "0x" + hash.hex.uppercased()) == hash)
    #expect(Hash256(hex: String(hash.hex.dropLast(2))) == nil)
    #expect(Hash256(hex: hash.hex + "0") == nil)
    #expect(Hash160(hex: "0102030405060708090a0b0c0d0e0f1011121314")?.bytes == [UInt8](bytes.prefix(20)))
    #expect(Hash160(hex: "") == nil)
  }

  @Test("are ordered by their bytes from the first on", arguments: 0..<32)
  func order(position: Int) throws {
    var greater = bytes
    greater[position] += 1
    // A later byte must not outweigh an earlier one.
    if position < 31 { greater[31] = 0 }
    let low = try #require(Hash256(bytes))
    let high = try #require(Hash256(greater))
    #expect(low < high)
    #expect(!(high < low))
    #expect(low != high)
    guard position < 20 else { return }
    let lowShort = try #require(Hash160([UInt8](bytes.prefix(20))))
    let highShort = try #require(Hash160([UInt8](greater.prefix(20))))
    #expect(lowShort < highShort)
    #expect(!(highShort < lowShort))
    #expect(Address(lowShort) < Address(highShort))
  }

  @Test("differing in one byte are different keys of a dictionary")
  func keys() throws {
    var longs: Set<Hash256> = [.zero]
    var shorts: Set<Hash160> = [.zero]
    for position in 0..<32 {
      var one = [UInt8](repeating: 0, count: 32)
      one[position] = 1
      longs.insert(try #require(Hash256(one)))
      if position < 20 { shorts.insert(try #require(Hash160([UInt8](one.prefix(20))))) }
    }
    #expect(longs.count == 33)
    #expect(shorts.count == 21)
    #expect(longs.filter(\.isZero).count == 1)
    #expect(shorts.filter(\.isZero).count == 1)
  }

  @Test("the last 20 bytes of a hash make an address's")
  func lastBytes() throws {
    let hash = try #require(Hash256(bytes))
    #expect(Hash160(lastBytesOf: hash).bytes == [UInt8](bytes.suffix(20)))
    #expect(Hash160(truncating: U256(hash)).bytes == [UInt8](bytes.suffix(20)))
    #expect(U256(Hash160(lastBytesOf: hash)) == U256(bigEndian: [UInt8](bytes.suffix(20))))
  }
}
