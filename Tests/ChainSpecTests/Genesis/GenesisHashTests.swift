import ChainSpec
import Primitives
import TestSupport
import Testing

@Suite struct GenesisHashTests {
  @Test func `hashes every genesis of the vectors as the reference does`() throws {
    let cases = try GoldenData.section("genesis").array
    #expect(cases.count == 8)
    for vector in cases {
      let name = try #require(vector["name"].string)
      let genesis = try Genesis(yaml: #require(vector["yaml"].string), named: name)
      #expect(genesis.hash.hex == vector["hash"].string, "\(name)")
    }
  }

  @Test(arguments: ["transfers", "votes", "contracts", "random-0", "random-A", "poll", "cluster"])
  func `hashes the genesis of a recorded chain as the reference does`(chain: String) throws {
    guard let golden = GoldenData.chain(chain) else { return }
    let genesis = try Genesis(yaml: golden.genesisYAML(), named: chain)
    #expect(try genesis.hash.hex == #require(golden.summary()["genesisHash"].string))
  }

  @Test func `gives the built-in genesis for an empty file`() throws {
    #expect(try Genesis(yaml: "") == .reference)
    #expect(try Genesis(yaml: "# nothing here\n") == .reference)
    #expect(Genesis.reference.hash.hex == "6b2fe96c5faf8e4aa98f49fe2fc5d78e2a53cb92f68a6438c9dc81d9e66ed023")
  }

  @Test func `leaves exempt addresses and the election interval out of the hash`() throws {
    let changed = try Genesis(
      yaml: """
        poll:
          gravityChainHeightInterval: 7
        rewarding:
          exemptAddrsFromEpochReward: [io1llupp3n8q5x8usnr5w08j6hc6hn55x64l46rr7]
        """)
    #expect(changed != .reference)
    #expect(changed.hash == Genesis.reference.hash)
  }

  @Test(arguments: [
    "blockchain: {timestamp: -1}", "blockchain: {blockGasLimit: 1}", "blockchain: {actionGasLimit: 0}", "blockchain: {blockInterval: 1ns}",
    "blockchain: {numSubEpochs: 1}", "blockchain: {numDelegates: 1}", "blockchain: {numCandidateDelegates: 1}",
    "blockchain: {timeBasedRotation: true}", "account:", "account: {initBalances: {io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w: 0}}",
    "poll: {gravityChainStartHeight: 1}", "poll: {registerContractAddress: a}", "poll: {stakingContractAddress: a}",
    "poll: {voteThreshold: 1}", "poll: {scoreThreshold: 1}", "poll: {selfStakingThreshold: 1}", "poll: {delegates: []}",
    "rewarding: {initBalance: 1}", "rewarding: {blockReward: 1}", "rewarding: {epochReward: 1}",
    "rewarding: {numDelegatesForEpochReward: 1}", "rewarding: {foundationBonus: 1}", "rewarding: {numDelegatesForFoundationBonus: 1}",
    "rewarding: {foundationBonusLastEpoch: 1}", "rewarding: {productivityThreshold: 1}",
  ])
  func `every other key changes the hash`(yaml: String) throws {
    #expect(try Genesis(yaml: yaml).hash != Genesis.reference.hash)
  }
}
