import ChainCrypto
import Primitives
import TestSupport
import Testing

@Suite struct ContractAddressTests {
  @Test func `puts contracts where the reference puts them`() throws {
    for vector in try GoldenData.section("contractAddresses").array {
      let creator = try Address(bech32: try vector.string("creator"))
      let contract: Address
      if vector["nonce"].exists {
        contract = ContractAddress.create(creator: creator, nonce: try vector.uint64("nonce"))
      } else {
        let salt = try #require(Hash256(hex: try vector.string("salt")))
        contract = ContractAddress.create2(creator: creator, salt: salt, initCodeHash: Keccak256.hash(try vector.hex("initCode")))
      }
      #expect(contract.bech32 == (try vector.string("contract")))
    }
  }

  @Test func `gives the protocols the reference's addresses`() throws {
    for vector in try GoldenData.section("protocolAddresses").array {
      let name = try vector.string("protocol")
      #expect(Address(Keccak256.hash160([UInt8](name.utf8))).bech32 == (try vector.string("address")))
    }
  }
}
