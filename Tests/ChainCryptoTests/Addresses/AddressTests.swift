import ChainCrypto
import Primitives
import TestSupport
import Testing

@Suite struct AddressTests {
  @Test func `reads and writes addresses as the reference does`() throws {
    for vector in try GoldenData.section("addresses").array {
      let text = try vector.string("address")
      if vector["error"].exists {
        #expect(throws: AddressError.self, "\(text)") { try Address(bech32: text) }
      } else {
        let address = try Address(bech32: text)
        #expect(address.bytes == (try vector.hex("bytes")))
        #expect(address.bech32 == text)
      }
    }
  }

  /// The examples of EIP-55.
  @Test(arguments: [
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    "0x52908400098527886E0F7030069857D2E4169EE7", "0xde709f2102306220921060314715629080e2fb77",
  ])
  func `writes the checksum of EIP-55 into the case`(text: String) throws {
    #expect(try Address(parsing: text).checksummed == text)
  }
}
