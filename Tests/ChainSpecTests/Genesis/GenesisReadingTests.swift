import ChainSpec
import Primitives
import Testing

@Suite struct GenesisReadingTests {
  private static let delegate = "io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w"

  @Test func `adds balances to the built-in ones and lets the file's count`() throws {
    let genesis = try Genesis(
      yaml: """
        account:
          initBalances:
            \(Self.delegate): "5"
            io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayd: "7"
        """)
    #expect(genesis.account.initBalances.count == 28)
    let balances = Dictionary(uniqueKeysWithValues: genesis.account.initBalances.map { ($0.address.bech32, $0.balance) })
    #expect(balances[Self.delegate] == U256(5))
    #expect(balances["io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayd"] == U256(7))
    #expect(genesis.account.initBalances.map(\.address.bech32) == balances.keys.sorted())
  }

  @Test func `replaces lists`() throws {
    let genesis = try Genesis(
      yaml: """
        blockchain: {numDelegates: 1}
        poll:
          enableGravityChainVoting: true
          delegates:
            - operatorAddr: \(Self.delegate)
              rewardAddr: ""
              votes: 10
        rewarding:
          exemptAddrsFromEpochReward:
            - \(Self.delegate)
        """)
    let address = try Address(bech32: Self.delegate)
    #expect(genesis.poll.delegates == [.init(operatorAddress: address, rewardAddress: nil, votes: U256(10))])
    #expect(genesis.rewarding.exemptAddrsFromEpochReward == [address])
    #expect(genesis.poll.mode == .lifeLong)
  }

  @Test func `takes a key without a value for zero, as the reference does`() throws {
    let genesis = try Genesis(yaml: "account:\npoll: ~\nblockchain:\n  actionGasLimit:\n")
    #expect(genesis.account.initBalances.isEmpty)
    #expect(genesis.poll == Genesis.Poll())
    #expect(genesis.blockchain.actionGasLimit == 0)
  }

  @Test func `reads numbers and durations in the reference's notation`() throws {
    let genesis = try Genesis(
      yaml: """
        blockchain:
          blockGasLimit: 0x10
          actionGasLimit: 1_000
          blockInterval: 1m2.5s
          numDelegates: 010
          timeBasedRotation: yes
        poll:
          registerContractAddress: 0x95724986563028deb58f15c5fac19fa09304f32d
        """)
    #expect(genesis.blockchain.blockGasLimit == 16)
    #expect(genesis.blockchain.actionGasLimit == 1000)
    #expect(genesis.blockchain.blockInterval.nanoseconds == 62_500_000_000)
    #expect(genesis.blockchain.numDelegates == 8)
    #expect(genesis.blockchain.timeBasedRotation)
    #expect(genesis.poll.registerContractAddress == "0x95724986563028deb58f15c5fac19fa09304f32d")
  }

  @Test(arguments: [
    ("blokchain: {}", "did you mean \"blockchain\"?"), ("Blockchain: {}", "did you mean \"blockchain\"?"),
    ("blockchain: {blockGaslimit: 1}", "did you mean \"blockGasLimit\"?"), ("poll: {delegate: []}", "did you mean \"delegates\"?"),
    ("rewarding: {blockReward: 1, productivity: 3}", "remove it; known here: blockReward, epochReward"),
    ("poll: {delegates: [{address: x}]}", "known here: operatorAddr, rewardAddr, votes"),
  ])
  func `names an unknown key and the nearest known one`(yaml: String, remedy: String) throws {
    let error = try #require(throws: GenesisError.self) { try Genesis(yaml: yaml) }
    #expect(error.problem.code == .unknownKey)
    #expect(error.description.contains(remedy), "\(error)")
  }

  @Test func `says where a problem is`() throws {
    let error = try #require(throws: GenesisError.self) {
      try Genesis(yaml: "account:\n  initBalances:\n    io1abc: \"1\"\n", named: "my.yaml")
    }
    #expect(error.code == "genesis.invalid-value")
    #expect(
      error.description
        == "genesis: my.yaml:3: account.initBalances.io1abc: \"io1abc\" is no address; write the address in its io1… form, in lower case")
  }

  @Test(arguments: [
    ("blockchain: {blockGasLimit: \"5\"}", YAMLProblem.Code.wrongKind), ("blockchain: {blockGasLimit: 2e+7}", .wrongKind),
    ("blockchain: {blockGasLimit: -1}", .invalidValue), ("blockchain: {blockInterval: ten}", .invalidValue),
    ("blockchain: {timeBasedRotation: 1}", .wrongKind),
    ("blockchain: 5", .wrongKind), ("blockchain:", .missingValue), ("rewarding:", .missingValue),
    ("rewarding: {blockReward: 200000000000000000000000000}", .wrongKind), ("rewarding: {blockReward: \"007\"}", .invalidValue),
    ("rewarding: {blockReward: \"-1\"}", .invalidValue), ("rewarding: {blockReward: 1.5}", .wrongKind),
    ("rewarding: {blockReward: }", .missingValue),
    ("rewarding: {exemptAddrsFromEpochReward: io1}", .wrongKind), ("account: {initBalances: [1]}", .wrongKind),
    ("account: {initBalances: {IO1LX53NFGQ2DNZRZ5ECZ2ECS7VVL6QLL0MKN970W: 1}}", .invalidValue),
    ("poll: {delegates: [{operatorAddr: io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w}]}", .missingValue),
    ("- a", .wrongKind), ("null", .wrongKind), ("poll: {voteThreshold: x}", .invalidValue),
  ])
  func `refuses a value of the wrong kind`(yaml: String, code: YAMLProblem.Code) throws {
    let error = try #require(throws: GenesisError.self, "\(yaml)") { try Genesis(yaml: yaml) }
    #expect(error.problem.code == code, "\(error)")
  }

  @Test(arguments: [
    "blockchain: {numDelegates: 0}", "blockchain: {numSubEpochs: 0}", "blockchain: {blockInterval: 0}", "blockchain: {blockInterval: -1s}",
    "blockchain: {numDelegates: 4294967296, numSubEpochs: 4294967296}", "poll: {enableGravityChainVoting: true, delegates: []}",
    "rewarding: {initBalance: \"115792089237316195423570985008687907853269984665640564039457584007913129639935\"}",
  ])
  func `refuses a genesis with which no chain can run`(yaml: String) throws {
    let error = try #require(throws: GenesisError.self) { try Genesis(yaml: yaml) }
    #expect(error.problem.code == .invalidValue)
  }

  @Test func `a bare number for a duration counts nanoseconds, as in the reference`() throws {
    #expect(try Genesis(yaml: "blockchain: {blockInterval: 10}").blockchain.blockInterval.nanoseconds == 10)
  }

  @Test func `a refused amount says how to write it`() throws {
    let error = try #require(throws: GenesisError.self) { try Genesis(yaml: "rewarding:\n  epochReward: 12500000000000000000000\n") }
    #expect(error.description.contains("line 2: rewarding.epochReward"))
    #expect(error.description.contains("quotes"))
  }
}
