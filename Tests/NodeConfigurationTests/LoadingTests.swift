import ChainSpec
import Node
import Primitives
import Testing

@Suite struct LoadingTests {
  @Test func `has the reference's defaults`() throws {
    let configuration = try NodeConfiguration.load()
    #expect(configuration == NodeConfiguration())
    #expect(configuration.warnings == [])
    #expect(configuration.chain.id == 1)
    #expect(configuration.chain.allowedBlockGasResidue == 10_000)
    #expect(configuration.pool.maxActions == 32_000)
    #expect(configuration.pool.maxGas == 320_000_000)
    #expect(configuration.pool.maxActionsPerAccount == 2_000)
    #expect(configuration.pool.actionExpiry == .seconds(600))
    #expect(configuration.pool.minGasPrice == U256(1_000_000_000_000))
    #expect(configuration.consensus.scheme == .standalone)
    #expect(configuration.api.port == 14_014)
    #expect(configuration.api.rangeQueryLimit == 1_000)
    #expect(configuration.api.gasStation.suggestBlockWindow == 20)
    #expect(configuration.api.gasStation.defaultGas == 1)
    #expect(configuration.api.gasStation.percentile == 60)
    #expect(configuration.system.statsPort == 8_080)
    #expect(configuration.system.adminPort == 9_009)
    #expect(!configuration.system.enableExperimentalActions)
  }

  @Test func `accepts mainnet's configuration of April 2019 as it is`() throws {
    let configuration = try NodeConfiguration.load(files: [ConfigurationFile(name: "config.yaml", text: SampleFiles.mainnet)])
    #expect(configuration.consensus.scheme == .rollDPoS)
    #expect(configuration.api.gasStation.defaultGas == 1_000_000_000_000)
    #expect(configuration.log.level == .info)
    #expect(configuration.log.encoding == .json)
    let keys = configuration.warnings.map(\.key)
    #expect(keys.contains("chain.chainDBPath"))
    #expect(!keys.contains("network.bootstrapNodes"))
    #expect(keys.contains("blockSync.bufferSize"))
    #expect(configuration.consensus.steps != nil)
    #expect(keys.contains("log.stderrRedirectFile"))
    #expect(!keys.contains("api.gasStation.defaultGas"))
    let warning = try #require(configuration.warnings.first { $0.key == "chain.trieDBPath" })
    #expect(warning.description == "config.yaml:8: chain.trieDBPath has no effect: all data is in node.dataDirectory")
  }

  @Test func `accepts every key of the reference with its default, and warns of none`() throws {
    let configuration = try NodeConfiguration.load(files: [ConfigurationFile(name: "all.yaml", text: SampleFiles.allReferenceKeys)])
    #expect(configuration.warnings == [])
    #expect(configuration.origin(of: "consensus.rollDPoS.fsm.commitTTL")?.description == "all.yaml:62")
    #expect(configuration.origin(of: "nothing.like.this") == nil)
  }

  @Test func `merges files in their order and replaces lists`() throws {
    let first = ConfigurationFile(
      name: "a.yaml",
      text: """
        api:
          port: 1000
          gasStation: {defaultGas: 5, suggestBlockWindow: 7}
        actPool:
          blackList: [io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w, io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayd]
        """)
    let second = ConfigurationFile(
      name: "b.yaml",
      text: """
        api:
          gasStation: {defaultGas: 6}
        actPool:
          blackList: [io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayd]
        """)
    let configuration = try NodeConfiguration.load(files: [first, second])
    #expect(configuration.api.port == 1000)
    #expect(configuration.api.gasStation.defaultGas == 6)
    #expect(configuration.api.gasStation.suggestBlockWindow == 7)
    #expect(configuration.pool.blackList == [try Address(bech32: "io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayd")])
    #expect(configuration.origin(of: "api.port")?.description == "a.yaml:2")
    #expect(configuration.origin(of: "api.gasStation.defaultGas")?.description == "b.yaml:2")
    #expect(configuration.origin(of: "chain.id") == .builtIn)
  }

  @Test func `an empty file changes nothing`() throws {
    #expect(try NodeConfiguration.load(files: [ConfigurationFile(name: "x", text: "# later\n")]) == NodeConfiguration())
  }

  @Test(arguments: [
    ("api:\n  prot: 5\n", "configuration: f.yaml:2: api.prot: there is no such key; did you mean \"port\"?"),
    ("Api:\n  port: 5\n", "configuration: f.yaml:1: Api: there is no such key; did you mean \"api\"?"),
    (
      "actPool:\n  maxGasLimitPerPool: 5\n",
      "configuration: f.yaml:2: actPool.maxGasLimitPerPool: there is no such key; did you mean \"maxgaslimitperpool\"?"
    ),
    ("chain:\n  committee:\n    pages: 5\n", "there is no such key; remove it; known here: cacheSize, gravityChainAPIs"),
    ("api:\n", "configuration: f.yaml:1: api: this is nothing, not a group of keys; indent its keys below it, or remove the line"),
    ("api: 5\n", "api: this is a whole number, not a group of keys"),
    ("api:\n  port: \"5\"\n", "api.port: this is text, not a whole number; write digits only, without quotes"),
    ("api:\n  port: 70000\n", "api.port: 70000 is out of range; write a value from 0 to 65535"),
    ("api:\n  port:\n", "api.port: the key has no value; give it one, or remove the line"),
    ("api:\n  requestTimeout: 0s\n", "api.requestTimeout: 0s is out of range; write a value of at least 1ms"),
    ("actPool:\n  actionExpiry: ten minutes\n", "\"ten minutes\" is no duration"),
    ("actPool:\n  blackList: io1x\n", "this is text, not a list"),
    ("api: &a\n  port: 5\nchain: *a\n", "f.yaml:3: anchors (&name) and aliases (*name) are not accepted"),
    ("a\n  b: c: d", "this is not valid YAML"),
  ])
  func `says what is wrong, where, and what to do`(text: String, message: String) throws {
    let error = try #require(throws: ConfigurationError.self) {
      try NodeConfiguration.load(files: [ConfigurationFile(name: "f.yaml", text: text)])
    }
    #expect(error.description.contains(message), "\(error)")
  }

  @Test func `a file that is not there is an error with its name`() throws {
    let error = try #require(throws: ConfigurationError.self) { try ConfigurationFile(readingFrom: "/nonexistent/config.yaml") }
    #expect(error.description.contains("/nonexistent/config.yaml"))
    #expect(error.code == "configuration.missing-value")
  }
}
