import APITestSupport
import ActPool
import Primitives
import Testing

@testable import APICore

/// The gas price that is suggested.
@Suite("A suggested gas price")
struct GasPriceTests {
  @Test("is the reference's element of the sorted prices")
  func percentile() {
    let prices = (1...20).reversed().map { U256(UInt64($0)) }
    #expect(NodeAPI.percentile(60, of: prices) == U256(12))
    #expect(NodeAPI.percentile(0, of: prices) == U256(1))
    #expect(NodeAPI.percentile(100, of: prices) == U256(20))
    #expect(NodeAPI.percentile(60, of: [U256(7)]) == U256(7))
    #expect(NodeAPI.percentile(60, of: []) == nil)
    // The recording: 19 blocks with a reward only count as 0 there, so that the reference said its default, 1.
    #expect(NodeAPI.percentile(60, of: [U256](repeating: .zero, count: 20)) == .zero)
  }

  @Test("is what the pool asks for on a quiet chain")
  func quiet() throws {
    let node = try TestNode()
    #expect(try node.api.suggestedGasPrice() == node.pool.configuration.minGasPrice)
    try node.mint(blocks: 3)
    #expect(try node.api.suggestedGasPrice() == node.pool.configuration.minGasPrice)
  }

  @Test("follows what users pay, a block's lowest price each")
  func busy() throws {
    let node = try TestNode()
    for (nonce, price) in zip(stride(from: UInt64(1), to: 10, by: 2), [5, 4, 3, 2, 9] as [UInt64]) {
      try node.pool.admit(node.transfer(nonce: nonce, price: 50_000_000_000_000))
      try node.pool.admit(node.transfer(nonce: nonce + 1, price: price * 1_000_000_000_000))
      try node.mint(blocks: 1)
    }
    // Sorted 2 3 4 5 9; element 4 · 60 / 100 = 2.
    #expect(try node.api.suggestedGasPrice() == U256(4_000_000_000_000))
  }

  @Test("looks at the blocks of the window only")
  func window() throws {
    var configuration = APIConfiguration()
    configuration.gasPriceWindow = 2
    let node = try TestNode(configuration: configuration)
    try node.pool.admit(node.transfer(nonce: 1, price: 8_000_000_000_000))
    try node.mint(blocks: 2)
    #expect(try node.api.suggestedGasPrice() == U256(8_000_000_000_000))
    try node.mint(blocks: 1)
    #expect(try node.api.suggestedGasPrice() == node.pool.configuration.minGasPrice)
  }
}
