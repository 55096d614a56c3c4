import ChainSpec

/// What the operator of a node decides: its network, data, ports, limits and keys.
///
/// It is read from the reference's config.yaml (all keys of v0.5.0 are accepted), overridden by environment variables (`IOTEX_…`) and
/// by flags, and always valid. What all nodes of a network must agree on is no configuration but a `Genesis`. Start reading at
/// ``load(files:environment:overrides:)``.
public struct NodeConfiguration: Sendable, Hashable {
  /// Which network, and where its data is.
  public let node: NodeSettings
  /// The chain and its producer.
  public let chain: ChainSettings
  /// Limits of pending actions.
  public let pool: PoolSettings
  /// Who makes blocks.
  public let consensus: ConsensusSettings
  /// Peers.
  public let network: NetworkSettings
  /// The gRPC API.
  public let api: APISettings
  /// Metrics, administration, experiments.
  public let system: SystemSettings
  /// The log.
  public let log: LogSettings
  /// What its author should know: keys that have no effect, environment variables that are none of ours.
  public let warnings: [ConfigurationWarning]

  /// Every key with its value and origin.
  let entries: ConfigurationEntries

  /// The built-in configuration.
  public init() {
    let entries = ConfigurationEntries()
    self.init(
      entries, chain: ChainSettings(entries, producerPrivateKey: nil), pool: PoolSettings(entries, blackList: []),
      consensus: ConsensusSettings(entries, scheme: .standalone), network: NetworkSettings(entries, security: ConnectionSecurity.allCases),
      node: NodeSettings(entries, network: .mainnet),
      log: LogSettings(level: .info, encoding: .console), warnings: [])
  }

  init(
    _ entries: ConfigurationEntries, chain: ChainSettings, pool: PoolSettings, consensus: ConsensusSettings,
    network: NetworkSettings, node: NodeSettings,
    log: LogSettings, warnings: [ConfigurationWarning]
  ) {
    self.entries = entries
    self.node = node
    self.chain = chain
    self.pool = pool
    self.consensus = consensus
    self.network = network
    self.log = log
    self.warnings = warnings
    api = APISettings(entries)
    system = SystemSettings(entries)
  }

  /// Where the value of a key comes from; nil if there is no such key.
  public func origin(of path: String) -> ConfigurationOrigin? {
    ConfigurationKeys.byPath[path] == nil ? nil : entries.origin(path)
  }
}
