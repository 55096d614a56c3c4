import Chain
import ChainTestSupport
import ChainTypes
import Primitives
import State
import Storage
import TestSupport
import Testing

/// Undoing recorded blocks: contracts with storage and code, candidate lists, rewards.
@Suite struct RollbackTests {
  /// All state tables of a chain.
  private static func state(of chain: Chain) throws -> [[UInt8]: [UInt8]] {
    let reader = try chain.view().reader
    var result: [[UInt8]: [UInt8]] = [:]
    for namespace in StateNamespace.allCases {
      for (key, value) in try reader.entries(in: namespace.table) { result[[namespace.rawValue] + key] = value }
    }
    return result
  }

  @Test(arguments: ["random-0", "contracts", "poll", "cluster"])
  func `removing blocks gives every earlier state back`(name: String) throws {
    let golden = try #require(GoldenData.chain(name))
    let blocks = try golden.decodedBlocks()
    let chain = try Chain(store: try MemoryStore(tables: Chain.tables), parameters: try golden.parameters(undoDepth: .max))
    var states: [UInt64: [[UInt8]: [UInt8]]] = [0: try Self.state(of: chain)]
    for block in blocks {
      try chain.append(VerifiedBlock(verifying: block, parallel: false), policy: .history)
      if block.height.isMultiple(of: 17) || block.height == UInt64(blocks.count) { states[block.height] = try Self.state(of: chain) }
    }
    for height in states.keys.sorted(by: >) {
      try chain.removeBlocks(above: height)
      #expect(chain.head.height == height)
      #expect(try Self.state(of: chain) == states[height], "height \(height)")
    }
    #expect(try chain.view().blocks.tip() == nil)
    for block in blocks { try chain.append(VerifiedBlock(verifying: block, parallel: false), policy: .history) }
    #expect(chain.head.hash.hex == (try golden.summary().string("tipHash")))
    #expect(try Self.state(of: chain) == states[UInt64(blocks.count)])
  }
}
