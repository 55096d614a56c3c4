import ChainSpec
import Testing

@Suite struct GenesisWritingTests {
  @Test(arguments: Network.allCases)
  func `what is written reads back as the same genesis`(network: Network) throws {
    #expect(try Genesis(yaml: network.genesis.yaml) == network.genesis)
  }

  @Test func `writes text that YAML would take for something else`() throws {
    let genesis = try Genesis(yaml: "poll: {registerContractAddress: \"yes: \\\"\\u00e9\\n\"}")
    #expect(genesis.poll.registerContractAddress == "yes: \"é\n")
    #expect(try Genesis(yaml: genesis.yaml) == genesis)
  }
}
