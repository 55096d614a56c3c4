import ChainSpec
import Node
import Testing

@Suite struct ValidationTests {
  private func refusal(_ text: String) throws -> String {
    let error = try #require(throws: ConfigurationError.self, "\(text)") {
      try NodeConfiguration.load(files: [ConfigurationFile(name: "f.yaml", text: text)])
    }
    #expect(error.kind == .invalidValue)
    return error.description
  }

  @Test(arguments: [
    ("chain: {producerPrivKey: \"12\"}", "f.yaml:1: chain.producerPrivKey: this is no private key; write 64 hexadecimal digits, in quotes"),
    ("chain: {emptyGenesis: true}", "without a genesis are not supported"),
    ("chain: {enableTrielessStateDB: false}", "not supported"),
    ("consensus: {scheme: ROLLDPS}", "did you mean \"ROLLDPOS\"? write one of STANDALONE, ROLLDPOS, NOOP"),
    ("node: {network: mainet}", "did you mean \"mainnet\"? write one of mainnet, rehearsal, dev, load"),
    ("node: {dataDirectory: \"\"}", "there is no folder for the data"),
    ("log: {zap: {level: loud}}", "write one of debug, info, warn, error, fatal"),
    ("log: {zap: {encoding: xml}}", "write one of console, json"),
    ("actPool: {maxNumActsPerPool: 1999}", "actPool.maxNumActsPerAcct: one account may have more actions than the pool, 2000 of 1999"),
    ("actPool: {senderQuota: 32001}", "actPool.senderQuota: one account may have more actions than the pool"),
    ("actPool: {blackList: [nobody]}", "\"nobody\" is no address"),
    ("api: {tlsCertificatePath: c.pem}", "api.tlsKeyPath: a certificate and its key go together"),
    ("api: {tlsKeyPath: k.pem}", "api.tlsCertificatePath: a certificate and its key go together"),
    ("api: {host: \"\"}", "api.host: there is no address to listen on"),
    ("api: {port: 8080}", "system.httpStatsPort: port 8080 is already that of api.port"),
    ("system: {httpAdminPort: 14014}", "system.httpAdminPort: port 14014 is already that of api.port"),
    ("system: {httpAdminHost: 0.0.0.0}", "is no loopback address"),
    ("system: {httpAdminHost: 127.0.0.1.example}", "is no loopback address"),
    ("system: {httpAdminHost: 127.0.0.256}", "is no loopback address"), ("system: {httpAdminHost: \"\"}", "is no loopback address"),
  ])
  func `refuses what makes no sense`(text: String, message: String) throws {
    let description = try refusal(text)
    #expect(description.contains(message), "\(description)")
  }

  @Test(arguments: [
    "system: {httpAdminHost: 127.1.2.3}", "system: {httpAdminHost: \"::1\"}", "system: {httpAdminHost: localhost}",
    "api: {enabled: false, port: 8080}", "system: {httpStatsPort: 0, httpAdminPort: 0}", "api: {port: 0}",
    "actPool: {maxNumActsPerPool: 100, maxNumActsPerAcct: 100}", "api: {tlsCertificatePath: c.pem, tlsKeyPath: k.pem}",
    "consensus: {scheme: noop}",
  ])
  func `accepts what makes sense`(text: String) throws {
    #expect(throws: Never.self) { try NodeConfiguration.load(files: [ConfigurationFile(name: "f.yaml", text: text)]) }
  }

  @Test func `an error about a secret does not show it`() throws {
    #expect(!(try refusal("chain: {producerPrivKey: \"deadbeef\"}")).contains("deadbeef"))
  }

  @Test func `both files of a certificate make TLS`() throws {
    let configuration = try NodeConfiguration.load(
      files: [ConfigurationFile(name: "f", text: "api: {tlsCertificatePath: c.pem, tlsKeyPath: k.pem}")])
    #expect(configuration.api.tls?.certificatePath == "c.pem")
    #expect(configuration.api.tls?.keyPath == "k.pem")
    #expect(NodeConfiguration().api.tls == nil)
  }
}
