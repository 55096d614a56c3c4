import ChainCrypto
import ChainSpec
import Primitives
import Testing

@Suite struct NetworkTests {
  /// The reference's head asserts this value in a test of its genesis package, and crawlers of mainnet name its topics by it.
  @Test func `mainnet has the genesis hash that mainnet has`() {
    #expect(Network.mainnet.genesis.hash.hex == "b337983730981c2d50f114eed5da9dd20b83c8c5e130beefdb3001dc858cfe8b")
  }

  @Test func `the second rehearsal has the hash of its published file merged into the built-in genesis`() {
    #expect(Network.rehearsal.genesis.hash.hex == "d598099c8e71f997f5f45f86792a97115a290130680053f3f2a7de842b7fe16b")
  }

  @Test func `mainnet has the test accounts that it got by accident`() throws {
    let balances = Network.mainnet.genesis.account.initBalances
    #expect(balances.count == 28)
    #expect(Network.mainnet.genesis.account.total == Rau.iotx(12_500_000_000).value)
    #expect(
      balances.contains { $0.address.bech32 == "io1uqhmnttmv0pg8prugxxn7d8ex9angrvfjfthxa" && $0.balance == Rau.iotx(9_800_000_000).value })
  }

  @Test func `exempts the robots from rewards`() {
    let mainnet = Network.mainnet.genesis.rewarding.exemptAddrsFromEpochReward.map(\.bech32)
    #expect(mainnet.count == 36 && Set(mainnet).count == 36)
    #expect(mainnet.first == "io15fqav3tugm96ge7anckx0k4gukz5m4mqf0jpv3")
    #expect(mainnet.last == "io14aj46jjmtt83vts9syhrs9st80czumg40cjasl")
    let rehearsal = Network.rehearsal.genesis.rewarding.exemptAddrsFromEpochReward.map(\.bech32)
    #expect(rehearsal.count == 25)
    #expect(mainnet.filter(rehearsal.contains) == rehearsal)
    #expect(Network.rehearsal.genesis.account.initBalances.count == 27 + 24)
  }

  @Test(arguments: Network.allCases)
  func `every network's genesis is valid`(network: Network) throws {
    let genesis = network.genesis
    let checked = try Genesis(
      blockchain: genesis.blockchain, account: genesis.account, poll: genesis.poll, rewarding: genesis.rewarding)
    #expect(checked == genesis)
  }

  @Test func `networks differ in their hashes`() {
    #expect(Set(Network.allCases.map(\.genesis.hash)).count == Network.allCases.count)
  }

  @Test func `mainnet and the rehearsal elect their delegates on Ethereum, dev and load have fixed ones`() {
    #expect(Network.allCases.map(\.genesis.poll.mode) == [.committee, .committee, .lifeLong, .lifeLong])
  }

  @Test func `the development key owns the account of the dev network`() throws {
    let key = try PrivateKey(hex: DevelopmentKey.privateKey)
    #expect(key.publicKey.address == DevelopmentKey.address)
    #expect(Keccak256.hash(Array("iotex-swift development key, never use it elsewhere".utf8)).hex == DevelopmentKey.privateKey)
    let genesis = Network.dev.genesis
    #expect(genesis.account.initBalances.contains { $0.address == DevelopmentKey.address && !$0.balance.isZero })
    #expect(genesis.poll.delegates.map(\.operatorAddress) == [DevelopmentKey.address])
    #expect(genesis.blockchain.blockInterval == .seconds(2))
  }

  @Test func `load has room for a load test`() {
    #expect(Network.load.genesis.blockchain.blockGasLimit >= 30_000_000)
  }
}
