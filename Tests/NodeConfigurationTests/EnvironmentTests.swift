import ChainCrypto
import ChainSpec
import Node
import Primitives
import Testing

@Suite struct EnvironmentTests {
  private func load(_ text: String, _ environment: [String: String]) throws -> NodeConfiguration {
    try NodeConfiguration.load(files: [ConfigurationFile(name: "f.yaml", text: text)], environment: environment)
  }

  @Test func `overrides keys by names that follow from their paths`() throws {
    let environment = [
      "IOTEX_CHAIN_ID": "7", "IOTEX_API_PORT": " 99 ", "IOTEX_ACT_POOL_MIN_GAS_PRICE": "5", "IOTEX_ACT_POOL_ACTION_EXPIRY": "1m",
      "IOTEX_SYSTEM_ENABLE_EXPERIMENTAL_ACTIONS": "true", "IOTEX_NODE_NETWORK": "dev", "IOTEX_LOG_ZAP_LEVEL": "WARN",
      "IOTEX_ACT_POOL_BLACK_LIST": "io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w, io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayd",
      "PATH": "/bin",
    ]
    let configuration = try load("chain: {id: 5}\napi: {port: 6}\n", environment)
    #expect(configuration.chain.id == 7)
    #expect(configuration.api.port == 99)
    #expect(configuration.pool.minGasPrice == U256(5))
    #expect(configuration.pool.actionExpiry == .seconds(60))
    #expect(configuration.pool.blackList.count == 2)
    #expect(configuration.system.enableExperimentalActions)
    #expect(configuration.node.network == .dev)
    #expect(configuration.log.level == .warning)
    #expect(configuration.origin(of: "api.port") == .environment("IOTEX_API_PORT"))
    #expect(configuration.warnings == [])
  }

  @Test(arguments: [
    ("api.port", "IOTEX_API_PORT"), ("chain.chainDBPath", "IOTEX_CHAIN_CHAIN_DB_PATH"),
    ("actPool.maxNumActsPerPool", "IOTEX_ACT_POOL_MAX_NUM_ACTS_PER_POOL"),
    ("consensus.rollDPoS.fsm.acceptBlockTTL", "IOTEX_CONSENSUS_ROLL_DPOS_FSM_ACCEPT_BLOCK_TTL"),
    ("chain.committee.gravityChainAPIs", "IOTEX_CHAIN_COMMITTEE_GRAVITY_CHAIN_APIS"),
    ("db.RDS.awsRDSEndpoint", "IOTEX_DB_RDS_AWS_RDS_ENDPOINT"), ("db.SQLITE3.sqlite3File", "IOTEX_DB_SQLITE3_SQLITE3_FILE"),
    ("api.gasStation.Percentile", "IOTEX_API_GAS_STATION_PERCENTILE"), ("system.httpAdminPort", "IOTEX_SYSTEM_HTTP_ADMIN_PORT"),
  ])
  func `names variables systematically`(path: String, name: String) throws {
    let value =
      path.hasSuffix("Port") || path.hasSuffix("port")
      ? "4242" : path.hasSuffix("TTL") ? "7s" : path.hasSuffix("Pool") ? "9000" : path.hasSuffix("Percentile") ? "3" : "text"
    let configuration = try NodeConfiguration.load(environment: [name: value])
    #expect(configuration.origin(of: path) == .environment(name))
  }

  @Test func `a variable that overrides nothing is a warning`() throws {
    let configuration = try NodeConfiguration.load(environment: ["IOTEX_API_PROT": "5", "IOTEX_ENTIRELY_OTHER_THING": "1"])
    #expect(
      configuration.warnings.map(\.description) == [
        "IOTEX_API_PROT: overrides no key; did you mean IOTEX_API_PORT?", "IOTEX_ENTIRELY_OTHER_THING: overrides no key",
      ])
  }

  @Test func `a value of the wrong kind is an error that names the variable`() throws {
    let error = try #require(throws: ConfigurationError.self) { try NodeConfiguration.load(environment: ["IOTEX_API_PORT": "http"]) }
    #expect(
      error.description == "configuration: IOTEX_API_PORT: api.port: this is text, not a whole number; write digits only, without quotes")
  }

  @Test func `flags override the environment, which overrides files`() throws {
    var overrides = ConfigurationOverrides()
    overrides.apiPort = 3
    overrides.others = ["actPool.minGasPrice": "9", "chain.id": "12"]
    overrides.chainID = 11
    let configuration = try NodeConfiguration.load(
      files: [ConfigurationFile(name: "f.yaml", text: "api: {port: 1, host: a}\n")],
      environment: ["IOTEX_API_PORT": "2", "IOTEX_API_HOST": "b", "IOTEX_CHAIN_ID": "4"], overrides: overrides)
    #expect(configuration.api.port == 3)
    #expect(configuration.api.host == "b")
    #expect(configuration.pool.minGasPrice == U256(9))
    #expect(configuration.chain.id == 11)
    #expect(configuration.origin(of: "api.port") == .flag("--api-port"))
    #expect(configuration.origin(of: "actPool.minGasPrice")?.description == "--set actPool.minGasPrice")
  }

  @Test func `every flag reaches its setting`() throws {
    var overrides = ConfigurationOverrides()
    overrides.network = "load"
    overrides.genesisPath = "g.yaml"
    overrides.dataDirectory = "/data"
    overrides.producerPrivateKey = Secret(DevelopmentKey.privateKey)
    overrides.consensusScheme = NodeConfiguration.ConsensusScheme.none
    overrides.apiEnabled = false
    overrides.apiHost = "::1"
    overrides.statsPort = 1
    overrides.adminPort = 0
    overrides.enableExperimentalActions = true
    overrides.logLevel = "panic"
    let configuration = try NodeConfiguration.load(overrides: overrides)
    #expect(configuration.node.network == .load)
    #expect(configuration.node.genesisPath == "g.yaml")
    #expect(configuration.node.dataDirectory == "/data")
    #expect(configuration.chain.producerPrivateKey?.publicKey.address == DevelopmentKey.address)
    #expect(configuration.consensus.scheme == .none)
    #expect(!configuration.api.isEnabled)
    #expect(configuration.api.host == "::1")
    #expect(configuration.system.statsPort == 1)
    #expect(configuration.system.adminPort == 0)
    #expect(configuration.system.enableExperimentalActions)
    #expect(configuration.log.level == .critical)
  }

  @Test func `an unknown key on the command line is an error with the nearest`() throws {
    var overrides = ConfigurationOverrides()
    overrides.others = ["api.prt": "1"]
    let error = try #require(throws: ConfigurationError.self) { try NodeConfiguration.load(overrides: overrides) }
    #expect(error.description == "configuration: --set api.prt: api.prt: there is no such key; did you mean \"api.port\"?")
  }

  @Test(arguments: [
    ("${HOST}", "h.example"), ("$HOST", "h.example"), ("${HOST:other}", "h.example"), ("${GONE:other}", "other"), ("${GONE:a:b}", "a:b"),
    ("${GONE:\\\"\\\"}x", "x"), ("a-${HOST}-$HOST.b", "a-h.example-h.example.b"), ("$$HOST", "$HOST"), ("100$", "100$"), ("$ 5", "$ 5"),
    ("$5", "$5"), ("${HOST", "${HOST"), ("$$$HOST", "$h.example"), ("${EMPTY}z", "z"), ("$HOST_", "under"),
  ])
  func `replaces references to variables in files as the reference does`(text: String, value: String) throws {
    let configuration = try load(
      "api: {host: \"\(text)\"}\n", ["HOST": "h.example", "EMPTY": "", "HOST_": "under"])
    #expect(configuration.api.host == value)
  }

  @Test func `reads a replaced value as what its key takes`() throws {
    let configuration = try load(
      "api:\n  port: ${PORT:5}\n  requestTimeout: ${TIMEOUT}\nnetwork:\n  bootstrapNodes: [\"${NODE}\"]\n  masterKey: ${MASTER}\n",
      ["PORT": "77", "TIMEOUT": "3s", "NODE": "n", "MASTER": "007"])
    #expect(configuration.api.port == 77)
    #expect(configuration.api.requestTimeout == .seconds(3))
  }

  @Test func `a reference to a variable that is not set is an error`() throws {
    let error = try #require(throws: ConfigurationError.self) { try load("chain:\n  producerPrivKey: ${PRODUCER_KEY}\n", [:]) }
    #expect(
      error.description
        == "configuration: f.yaml:2: chain.producerPrivKey: the environment variable PRODUCER_KEY is not set; "
        + "set it, or write ${PRODUCER_KEY:default}, ${PRODUCER_KEY:\"\"} for nothing")
  }

  @Test func `a reference that a later file overrides need not be set`() throws {
    let files = [
      ConfigurationFile(name: "a", text: "api: {host: \"${GONE}\"}"), ConfigurationFile(name: "b", text: "api: {host: there}"),
    ]
    #expect(try NodeConfiguration.load(files: files).api.host == "there")
  }
}
