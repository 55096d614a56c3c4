/// Values from the command line, which override files and the environment. What is nil is not given.
public struct ConfigurationOverrides: Sendable, Hashable {
  /// The network's name; `node.network`.
  public var network: String?
  /// The genesis file; `node.genesisPath`.
  public var genesisPath: String?
  /// The folder of the store; `node.dataDirectory`.
  public var dataDirectory: String?
  /// The chain id; `chain.id`.
  public var chainID: UInt32?
  /// The producer's key in hexadecimal; `chain.producerPrivKey`.
  public var producerPrivateKey: Secret?
  /// Who makes blocks; `consensus.scheme`.
  public var consensusScheme: NodeConfiguration.ConsensusScheme?
  /// Whether the API is served; `api.enabled`.
  public var apiEnabled: Bool?
  /// The address the API listens on; `api.host`.
  public var apiHost: String?
  /// The port of the API; `api.port`.
  public var apiPort: UInt16?
  /// The port of metrics and probes; `system.httpStatsPort`.
  public var statsPort: UInt16?
  /// The port of the admin endpoint; `system.httpAdminPort`.
  public var adminPort: UInt16?
  /// Whether the legacy experimental actions are accepted; `system.enableExperimentalActions`.
  public var enableExperimentalActions: Bool?
  /// The least serious messages that are logged; `log.zap.level`.
  public var logLevel: String?
  /// Any other keys, by path, with values as in environment variables.
  public var others: [String: String] = [:]

  /// No overrides.
  public init() {}

  /// The given values by path, with the flags' names for messages.
  var given: [(path: String, flag: String, text: String)] {
    let named: [(String, String, String?)] = [
      ("node.network", "--network", network),
      ("node.genesisPath", "--genesis", genesisPath),
      ("node.dataDirectory", "--data-dir", dataDirectory),
      ("chain.id", "--chain-id", chainID.map { "\($0)" }),
      ("chain.producerPrivKey", "--producer-key", producerPrivateKey?.reveal()),
      ("consensus.scheme", "--consensus", consensusScheme?.rawValue),
      ("api.enabled", "--api", apiEnabled.map { "\($0)" }),
      ("api.host", "--api-host", apiHost),
      ("api.port", "--api-port", apiPort.map { "\($0)" }),
      ("system.httpStatsPort", "--stats-port", statsPort.map { "\($0)" }),
      ("system.httpAdminPort", "--admin-port", adminPort.map { "\($0)" }),
      ("system.enableExperimentalActions", "--experimental-actions", enableExperimentalActions.map { "\($0)" }),
      ("log.zap.level", "--log-level", logLevel),
    ]
    let known = named.compactMap { path, flag, text in text.map { (path: path, flag: flag, text: $0) } }
    return others.sorted { $0.key < $1.key }.map { (path: $0.key, flag: "--set \($0.key)", text: $0.value) } + known
  }
}
