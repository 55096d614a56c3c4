import Chain
import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import Storage
import Testing

@Suite struct RollbackTests {
  private static func network() throws -> SampleNetwork { try SampleNetwork() }

  /// A chain whose blocks move money between all users, with the state after each height.
  private static func grown(to height: UInt64, undoDepth: UInt64) throws -> (SampleChain, states: [[String: [[UInt8]: [UInt8]]]]) {
    let network = try network()
    let sample = try SampleChain(network, parameters: network.parameters(undoDepth: undoDepth))
    var states = [try sample.stateEntries()]
    while sample.chain.head.height < height {
      let nonce = sample.chain.head.height + 1
      let actions = SampleNetwork.users.enumerated().map { index, key in
        SealedAction.transfer(
          from: key, to: TestKeys.numbered(100 + index * Int(nonce)).publicKey.address, amount: U256(nonce), nonce: nonce)
      }
      try sample.grow(actions)
      states.append(try sample.stateEntries())
    }
    return (sample, states)
  }

  @Test(arguments: [9, 8, 5, 1, 0] as [UInt64])
  func `restores the state of a height and forgets the blocks above it`(height: UInt64) throws {
    let (sample, states) = try Self.grown(to: 10, undoDepth: 256)
    let blocks = try (1...10).map { try #require(try sample.chain.view().blocks.block(at: $0)) }
    #expect(try sample.chain.canRemoveBlocks(above: height))
    try sample.chain.removeBlocks(above: height)
    #expect(sample.chain.head.height == height)
    #expect(sample.chain.head == (height == 0 ? sample.chain.parameters.genesisHead : ChainHead(blocks[Int(height) - 1])))
    #expect(try sample.stateEntries() == states[Int(height)])
    let view = try sample.chain.view()
    #expect(try view.blocks.block(at: height + 1) == nil)
    #expect(try view.blocks.location(ofAction: blocks[9].actions[0].hash) == nil)
    #expect(try view.blocks.integrityCheck().isSound)

    for block in blocks[Int(height)...] { try sample.append(block) }
    #expect(sample.chain.head == ChainHead(blocks[9]))
    #expect(try sample.stateEntries() == states[10])
  }

  @Test func `removes nothing when the height is the last one or above`() throws {
    let (sample, states) = try Self.grown(to: 2, undoDepth: 0)
    for height in [2, 3, .max] as [UInt64] {
      #expect(try sample.chain.canRemoveBlocks(above: height))
      try sample.chain.removeBlocks(above: height)
    }
    #expect(sample.chain.head.height == 2)
    #expect(try sample.stateEntries() == states[2])
  }

  @Test func `removes as many blocks as the undo log holds, and no more`() throws {
    let (sample, states) = try Self.grown(to: 8, undoDepth: 3)
    #expect(try sample.chain.canRemoveBlocks(above: 5))
    #expect(try !sample.chain.canRemoveBlocks(above: 4))
    #expect(blockErrorCode { try sample.chain.removeBlocks(above: 4) } == "fault-corrupt")
    #expect(sample.chain.head.height == 8)
    #expect(try sample.stateEntries() == states[8])
    try sample.chain.removeBlocks(above: 5)
    #expect(try sample.stateEntries() == states[5])
    #expect(try !sample.chain.canRemoveBlocks(above: 4))
  }

  @Test func `keeps nothing to undo where the depth is zero`() throws {
    let (sample, _) = try Self.grown(to: 3, undoDepth: 0)
    #expect(try !sample.chain.canRemoveBlocks(above: 2))
    #expect(blockErrorCode { try sample.chain.removeBlocks(above: 2) } == "fault-corrupt")
    #expect(sample.chain.head.height == 3)
  }
}
