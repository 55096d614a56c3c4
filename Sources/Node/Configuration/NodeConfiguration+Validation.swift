import ChainCrypto
import ChainSpec
import Primitives

extension NodeConfiguration {
  /// A configuration of values that are each of the right kind; refuses those that make no sense.
  init(validating entries: ConfigurationEntries, warnings: [ConfigurationWarning]) throws(ConfigurationError) {
    let checks = ConfigurationChecks(entries: entries)
    try checks.checkChain()
    try checks.checkPool()
    try checks.checkEndpoints()
    self.init(
      entries, chain: ChainSettings(entries, producerPrivateKey: try checks.producerKey()),
      pool: PoolSettings(entries, blackList: try checks.blackList()),
      consensus: ConsensusSettings(entries, scheme: try checks.choice("consensus.scheme", of: ConsensusScheme.self)),
      network: NetworkSettings(entries, security: try checks.security()),
      node: NodeSettings(entries, network: try checks.choice("node.network", of: Network.self)), log: try checks.log(),
      warnings: warnings)
  }
}

/// The checks of a configuration.
private struct ConfigurationChecks {
  let entries: ConfigurationEntries

  func checkChain() throws(ConfigurationError) {
    guard !entries.boolean("chain.emptyGenesis") else {
      throw refusal("chain.emptyGenesis", "chains without a genesis are not supported", remedy: "remove the line")
    }
    guard entries.boolean("chain.enableTrielessStateDB") else {
      throw refusal(
        "chain.enableTrielessStateDB", "chains with the reference's other state database, whose digests are zero, are not supported",
        remedy: "remove the line")
    }
    guard !entries.text("node.dataDirectory").isEmpty else {
      throw refusal("node.dataDirectory", "there is no folder for the data", remedy: "write a path")
    }
  }

  func checkPool() throws(ConfigurationError) {
    let pool: UInt64 = entries.integer("actPool.maxNumActsPerPool")
    for key in ["actPool.maxNumActsPerAcct", "actPool.senderQuota"] {
      let limit: UInt64 = entries.integer(key)
      // The quota's default must not stand in the way of a smaller pool.
      guard limit > pool, entries.origin(key) != .builtIn || key == "actPool.maxNumActsPerAcct" else { continue }
      throw refusal(
        key, "one account may have more actions than the pool, \(limit) of \(pool)", remedy: "lower it, or raise actPool.maxNumActsPerPool")
    }
  }

  func checkEndpoints() throws(ConfigurationError) {
    guard entries.text("api.tlsCertificatePath").isEmpty == entries.text("api.tlsKeyPath").isEmpty else {
      let missing = entries.text("api.tlsKeyPath").isEmpty ? "api.tlsKeyPath" : "api.tlsCertificatePath"
      throw refusal(missing, "a certificate and its key go together", remedy: "give the path of the other file too")
    }
    let adminHost = entries.text("system.httpAdminHost")
    guard Self.isLoopback(adminHost) else {
      throw refusal(
        "system.httpAdminHost", "\"\(adminHost)\" is no loopback address; whoever reaches the admin endpoint controls the node",
        remedy: "write 127.0.0.1 or ::1, and reach it through a tunnel")
    }
    for key in ["api.host", "system.httpStatsHost", "network.host"] where entries.text(key).isEmpty {
      throw refusal(key, "there is no address to listen on", remedy: "write 0.0.0.0 for all, 127.0.0.1 for this machine only")
    }
    var users: [UInt16: String] = [:]
    for key in ["api.port", "system.httpStatsPort", "system.httpAdminPort"] {
      let port: UInt16 = entries.integer(key)
      guard port != 0, key != "api.port" || entries.boolean("api.enabled") else { continue }
      if let user = users[port] {
        throw refusal(key, "port \(port) is already that of \(user)", remedy: "write another port, or 0 where that means off")
      }
      users[port] = key
    }
  }

  func producerKey() throws(ConfigurationError) -> PrivateKey? {
    guard let hex = entries.optionalText("chain.producerPrivKey") else { return nil }
    do {
      return try PrivateKey(hex: hex)
    } catch {
      throw refusal("chain.producerPrivKey", "this is no private key", remedy: "write 64 hexadecimal digits, in quotes")
    }
  }

  func blackList() throws(ConfigurationError) -> [Address] {
    var addresses: [Address] = []
    for text in entries.list("actPool.blackList") {
      guard let address = try? Address(parsing: text) else {
        throw refusal("actPool.blackList", "\"\(text)\" is no address", remedy: "write addresses in their io1… form")
      }
      addresses.append(address)
    }
    return addresses
  }

  func security() throws(ConfigurationError) -> [NodeConfiguration.ConnectionSecurity] {
    var choices: [NodeConfiguration.ConnectionSecurity] = []
    for text in entries.list("network.security") {
      guard let choice = NodeConfiguration.ConnectionSecurity(rawValue: text.lowercased()), !choices.contains(choice) else {
        let names = NodeConfiguration.ConnectionSecurity.allCases.map(\.rawValue)
        throw refusal(
          "network.security", "\"\(text)\" cannot stand here", remedy: "write each of \(names.joined(separator: ", ")) once at most")
      }
      choices.append(choice)
    }
    guard !choices.isEmpty else {
      throw refusal("network.security", "no way to secure connections is left", remedy: "write noise, secio or both")
    }
    return choices
  }

  func log() throws(ConfigurationError) -> NodeConfiguration.LogSettings {
    let isCritical = ["dpanic", "panic"].contains(entries.text("log.zap.level").lowercased())
    return NodeConfiguration.LogSettings(
      level: isCritical ? .critical : try choice("log.zap.level", of: NodeConfiguration.LogSettings.Level.self),
      encoding: try choice("log.zap.encoding", of: NodeConfiguration.LogSettings.Encoding.self))
  }

  /// One of the names of a type, in the same case or another.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Choice.Type) throws(ConfigurationError) -> Choice {
    let text = entries.text(key)
    if let choice = Choice.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let nearest = NearestName.of(text, in: names).map { "did you mean \"\($0)\"? " } ?? ""
    throw refusal(key, "\"\(text)\" is none of its values", remedy: "\(nearest)write one of \(names.joined(separator: ", "))")
  }

  private func refusal(_ key: String, _ problem: String, remedy: String) -> ConfigurationError {
    ConfigurationError(.invalidValue, key: key, from: entries.origin(key), problem, remedy: remedy)
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
