import Chain
import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import RollDPoS
import Storage
import Testing

/// Beyond the last implemented fork nothing is guessed: blocks are refused with an error that says so.
@Suite struct ForkBoundaryTests {
  /// A network that reaches Pacific at height 3.
  private static func chain() throws -> SampleChain {
    let network = try SampleNetwork()
    let schedule = try #require(ForkSchedule(startingWith: .alpha, then: [.init(.pacific, at: 3)]))
    return try SampleChain(network, parameters: network.parameters(schedule: schedule))
  }

  /// The third block of the same network without the fork.
  private static func thirdBlock() throws -> Block {
    let sample = try SampleChain(SampleNetwork())
    try sample.grow(to: 3)
    return try #require(try sample.chain.view().blocks.block(at: 3))
  }

  @Test func `appends the last block before the fork and refuses the first one of it`() throws {
    let sample = try Self.chain()
    try sample.grow(to: 2)
    #expect(blockErrorCode { try sample.append(Self.thirdBlock()) } == "rules-unavailable")
    #expect(sample.chain.head.height == 2)
  }

  @Test func `mints the last block before the fork and not the first one of it`() throws {
    let sample = try Self.chain()
    try sample.grow(to: 1)
    let key = try #require(sample.network.proposer(at: 2))
    let minter = BlockMinter(chain: sample.chain, key: key)
    let minted = try minter.mint(at: sample.network.time(of: 2)) { _ in ActionQueue([:]) }
    try sample.chain.commit(minted.executed)
    #expect(blockErrorCode { _ = try minter.mint(at: sample.network.time(of: 3)) { _ in ActionQueue([:]) } } == "rules-unavailable")
  }

  @Test func `has no context for new actions at the fork`() throws {
    let sample = try Self.chain()
    try sample.grow(to: 1)
    #expect(try sample.chain.view().nextBlockValidation().height == 2)
    try sample.grow(to: 2)
    #expect(throws: RulesUnavailable.self) { try sample.chain.view().nextBlockValidation() }
  }

  @Test func `refuses mainnet's first block of Pacific, naming the fork and the last height that can be run`() throws {
    let height = try #require(ForkSchedule.mainnet.height(of: .pacific))
    let network = try SampleNetwork()
    let parameters = try network.parameters(schedule: .mainnet)
    let store = try MemoryStore(tables: Chain.tables)
    let chain = try Chain(store: store, parameters: parameters)
    for (offset, expected) in [(UInt64(1), "wrong-delta-state-digest"), (0, "rules-unavailable")] {
      let parent = ChainHead(
        height: height - offset - 1, hash: .zero, timestamp: network.time(of: height), commitTime: network.time(of: height))
      let core = BlockHeaderCore(
        version: 1, height: parent.height + 1, timestamp: network.time(of: height), previousHash: .zero, txRoot: .zero,
        deltaStateDigest: .zero, receiptRoot: .zero)
      let block = Block(header: BlockHeader.sign(core, with: SampleNetwork.delegates[0]), actions: [])
      let code = blockErrorCode {
        _ = try chain.processor.execute(
          VerifiedBlock(verifying: block, parallel: false), on: parent, reader: chain.view().reader, policy: .history)
      }
      #expect(code == expected)
    }
    #expect(throws: RulesUnavailable.self) { try ForkSchedule.mainnet.rules(at: height) }
    #expect(throws: Never.self) { try ForkSchedule.mainnet.rules(at: height - 1) }
  }
}
