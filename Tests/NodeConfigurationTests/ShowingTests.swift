import ChainSpec
import Node
import Testing

@Suite struct ShowingTests {
  @Test func `shows every value with its origin`() throws {
    var overrides = ConfigurationOverrides()
    overrides.chainID = 3
    let configuration = try NodeConfiguration.load(
      files: [ConfigurationFile(name: "c.yaml", text: "api:\n  port: 5\nchain:\n  chainDBPath: /var/data/chain.db\n")],
      environment: ["IOTEX_ACT_POOL_ACTION_EXPIRY": "90s"], overrides: overrides)
    let lines = configuration.redactedYAML().split(separator: "\n").map(String.init)
    #expect(lines.contains("  port: 5  # c.yaml:2"))
    #expect(lines.contains("  id: 3  # --chain-id"))
    #expect(lines.contains("  actionExpiry: 1m30s  # IOTEX_ACT_POOL_ACTION_EXPIRY"))
    #expect(lines.contains("  chainDBPath: \"/var/data/chain.db\"  # c.yaml:4, no effect: all data is in node.dataDirectory"))
    #expect(lines.contains("  minGasPrice: \"1000000000000\"  # default"))
    #expect(lines.contains("    fsm:"))
  }

  @Test func `what is shown reads back as the same configuration`() throws {
    let shown = NodeConfiguration().redactedYAML()
    let again = try NodeConfiguration.load(files: [ConfigurationFile(name: "shown", text: shown)])
    #expect(again.warnings == [])
    #expect(again.api == NodeConfiguration().api)
    #expect(again.pool == NodeConfiguration().pool)
    #expect(again.consensus == NodeConfiguration().consensus)
    #expect(again.network == NodeConfiguration().network)
    #expect(again.redactedYAML().replacing(/shown:\d+(, not shown|, no effect: .*)*/, with: "default") == shown)
  }

  @Test func `shows as comments what would mean something else if it were given, until it is`() throws {
    let line = "      # commitTTL: 2s  # default, unless given: follows from the block interval, if no other step is given either"
    #expect(NodeConfiguration().redactedYAML().split(separator: "\n").contains { $0 == line })
    let text =
      "consensus: {rollDPoS: {fsm: {acceptBlockTTL: 400ms}, toleratedOvertime: 1s}}\nactPool: {maxNumActsPerPool: 9, maxNumActsPerAcct: 3}"
    let configuration = try NodeConfiguration.load(files: [ConfigurationFile(name: "c", text: text)])
    let shown = configuration.redactedYAML()
    #expect(shown.contains("      acceptBlockTTL: 400ms  # c:1"))
    #expect(shown.contains("  # senderQuota: 1000  # default, unless given: no more than the pool holds"))
    let again = try NodeConfiguration.load(files: [ConfigurationFile(name: "shown", text: shown)])
    #expect(again.consensus == configuration.consensus)
    #expect(again.pool == configuration.pool)
  }

  @Test func `dollar signs read back as they are`() throws {
    let text = "node: {dataDirectory: \"/a/$$b/$$\"}\nnetwork: {bootstrapNodes: [\"$$$$a\"]}"
    let configuration = try NodeConfiguration.load(files: [ConfigurationFile(name: "c", text: text)])
    #expect(configuration.node.dataDirectory == "/a/$b/$")
    let again = try NodeConfiguration.load(files: [ConfigurationFile(name: "shown", text: configuration.redactedYAML())])
    #expect(again.node == configuration.node)
    #expect(again.network == configuration.network)
  }

  @Test func `hides secrets wherever they come from`() throws {
    let secrets = ["3f6e", "m4st3r", "passw0rd", "infura-key"]
    let text = """
      chain:
        producerPrivKey: ${KEY}
        committee: {gravityChainAPIs: ["https://example/infura-key", "b"]}
        gravityChainDB: {RDS: {awsPass: passw0rd}}
      network: {masterKey: m4st3r}
      subLogs: {x: {zap: {level: passw0rd}}}
      """
    let configuration = try NodeConfiguration.load(
      files: [ConfigurationFile(name: "c", text: text)], environment: ["KEY": String(repeating: "3f6e", count: 16)])
    let shown = configuration.redactedYAML()
    for secret in secrets { #expect(!shown.contains(secret)) }
    #expect(shown.contains("producerPrivKey: \"<redacted>\"  # c:2"))
    #expect(shown.contains("gravityChainAPIs: [\"<redacted>\", \"<redacted>\"]"))
    #expect(shown.contains("masterKey: \"<redacted>\""))
    #expect(!"\(configuration.warnings)".contains("passw0rd"))
  }

  @Test func `a comment stays on its line`() throws {
    let configuration = try NodeConfiguration.load(files: [ConfigurationFile(name: "a\nb: c", text: "api: {port: 5}")])
    #expect(configuration.redactedYAML().contains("port: 5  # a?b: c:1"))
  }

  @Test func `secrets do not show when printed`() {
    let secret = Secret("hush")
    #expect("\(secret)" == "<redacted>")
    #expect(String(reflecting: secret) == "<redacted>")
    var dumped = ""
    dump([secret], to: &dumped)
    #expect(!dumped.contains("hush"))
    #expect(secret.reveal() == "hush")
    var overrides = ConfigurationOverrides()
    overrides.producerPrivateKey = secret
    #expect(!"\(overrides)".contains("hush"))
  }
}
