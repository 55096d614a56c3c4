import LibP2P
import Testing

@Suite("Peer ids")
struct PeerIDTests {
  @Test(
    "rejects bytes that are no id",
    arguments: [
      [], [0x00], [0x00, 0x00], [0x00, 0x02, 0x01], [0x12, 0x20] + [UInt8](repeating: 1, count: 31),
      [0x12, 0x20] + [UInt8](repeating: 1, count: 33), [0x11, 0x14] + [UInt8](repeating: 1, count: 20),
      [0x00, 43] + [UInt8](repeating: 1, count: 43),
    ] as [[UInt8]])
  func malformed(bytes: [UInt8]) {
    #expect(throws: IdentityError.notAPeerID) { try PeerID(multihash: bytes) }
  }

  @Test("rejects text that is not base58", arguments: ["0OIl", "12D3 KooW", "é", String(repeating: "2", count: 300)])
  func notBase58(text: String) {
    #expect(throws: IdentityError.notBase58) { try PeerID(parsing: text) }
  }

  @Test("reads the text of content ids, and prints base58")
  func contentIDs() throws {
    let text = "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe"
    let peer = try PeerID(parsing: text)
    #expect(peer.description == "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N")
    #expect(try PeerID(parsing: "z" + Base58.encode([0x01, 0x72] + peer.bytes)) == peer)
    for wrong in [text.uppercased(), text + "a", String(text.dropLast()), "b", "bafk" + text.dropFirst(4), "z", "z1", text + "1"] {
      #expect(throws: IdentityError.self, "\(wrong)") { try PeerID(parsing: wrong) }
    }
  }

  @Test("keeps leading zeros in base58")
  func zeros() throws {
    #expect(Base58.encode([0, 0, 0x28, 0x7F, 0xB4, 0xCD]) == "11233QC4")
    #expect(try Base58.decode("11233QC4") == [0, 0, 0x28, 0x7F, 0xB4, 0xCD])
    #expect(Base58.encode([]) == "")
    #expect(try Base58.decode("") == [])
  }

  @Test("has no key in a hashed id, nor in an inline one that is none")
  func keys() throws {
    #expect(try PeerID(multihash: [0x12, 0x20] + [UInt8](repeating: 1, count: 32)).publicKey == nil)
    #expect(try PeerID(multihash: [0x00, 0x01, 0x07]).publicKey == nil)
  }

  @Test("orders by bytes")
  func order() throws {
    let low = try PeerID(multihash: [0x00, 0x01, 0x07])
    let high = try PeerID(multihash: [0x00, 0x01, 0x08])
    #expect(low < high)
    #expect(!(high < low))
  }
}
