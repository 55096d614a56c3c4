internal import APICore
internal import ActPool
internal import Chain
internal import ChainCrypto
internal import ChainSpec
internal import GRPCAPI
internal import Logging
internal import Primitives
internal import ServiceLifecycle
internal import Storage
internal import Synchronization
internal import Telemetry
internal import UnixSignals

/// Puts a node together and runs it until it is told to stop.
///
/// Everything is built bottom-up, handed over through initialisers, and run as one group of services: the order of the group
/// is the order of the start, and the reverse of the order of the shutdown.
public struct NodeRuntime: Sendable {
  private let configuration: NodeConfiguration
  private let options: NodeChain.Options
  private let version: String

  /// A node.
  ///
  /// - Parameter version: this client's version, for clients and metrics.
  public init(configuration: NodeConfiguration, options: NodeChain.Options, version: String) {
    self.configuration = configuration
    self.options = options
    self.version = version
  }

  /// Runs the node until SIGINT or SIGTERM.
  ///
  /// - Parameter onReady: is told once what the node listens on.
  /// - Throws: `NodeError` when the node cannot start, or a service's error when it cannot go on.
  public func run(onReady: @escaping @Sendable (NodeAddresses) -> Void) async throws {
    let logging = LogSettings(configuration.log)
    let logger = logging.logger(label: "iotexd")
    for warning in configuration.warnings { logger.warning("configuration", metadata: ["detail": "\(warning)"]) }
    let key = try producerKey()

    let node = try NodeChain.open(configuration, options: options)
    logger.info(
      "opened the chain",
      metadata: [
        "height": "\(node.chain.head.height)", "tip": "\(node.chain.head.hash)", "genesis": "\(node.chain.parameters.genesis.hash)",
        "dataDirectory": "\(configuration.node.dataDirectory)",
      ])
    let start = ContinuousClock.now
    let pool = ActPool(chain: node.chain, configuration: ActPoolConfiguration(configuration.pool)) { (ContinuousClock.now - start).seconds }
    let poolObserver = pool.follow()
    defer { node.chain.removeObserver(poolObserver) }

    let registry = MetricsRegistry()
    let metrics = NodeMetrics(registry: registry, version: version, chainID: configuration.chain.id)
    let readiness = Readiness()
    let activity = ActivitySwitch(isActive: configuration.system.isActive)
    let heartbeat = Heartbeat(
      node: node, pool: pool, interval: configuration.system.heartbeatInterval, metrics: metrics, logger: logger)
    let addresses = AddressBook(
      awaiting: (configuration.api.isEnabled ? 1 : 0) + 2, genesisHash: node.chain.parameters.genesis.hash.hex,
      dataDirectory: configuration.node.dataDirectory
    ) { known in
      // A node without peers is in sync with itself as soon as it serves.
      readiness.set(true)
      onReady(known)
    }

    var services: [any Service] = [
      StatsServer(
        host: configuration.system.statsHost, port: Int(configuration.system.statsPort), registry: registry,
        isReady: { readiness.isReady }, logger: logging.logger(label: "stats"), onListening: { addresses.set(stats: $0) },
        refresh: heartbeat.beat),
      AdminServer(
        port: Int(configuration.system.adminPort),
        switches: .init(
          isActive: { activity.isActive }, setActive: { activity.isActive = $0 }, logLevel: { logging.level },
          setLogLevel: { logging.level = $0 }),
        logger: logging.logger(label: "admin"), onListening: { addresses.set(admin: $0) }),
      heartbeat,
    ]
    if configuration.api.isEnabled {
      services.append(
        try GRPCAPIService(
          configuration: configuration.api, chain: node.chain, pool: pool, readiness: readiness, registry: registry, version: version,
          onListening: { addresses.set(grpc: $0) }))
    }
    if let key {
      services.append(
        BlockProducer(
          chain: node.chain, pool: pool, key: key, activity: activity, metrics: metrics, logger: logging.logger(label: "producer")))
    }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logging.logger(label: "services")))
    try await group.run()
    node.store.close()
    logger.info("stopped", metadata: ["height": "\(node.chain.head.height)"])
  }

  /// The key to produce blocks with; nil for a node that does not produce.
  private func producerKey() throws(NodeError) -> PrivateKey? {
    switch configuration.consensus.scheme {
    case .none: return nil
    case .rollDPoS:
      throw .usage(
        "consensus.scheme ROLLDPOS needs peers, which this version does not have yet: use STANDALONE to produce alone, or NOOP to serve a chain"
      )
    case .standalone:
      guard let key = configuration.chain.producerPrivateKey else {
        throw .usage(
          "consensus.scheme STANDALONE needs the producer's key: set chain.producerPrivKey in a configuration file or in the environment, or use --dev or --gateway"
        )
      }
      return key
    }
  }
}

extension Duration {
  /// The length in seconds.
  var seconds: Double {
    let parts = components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}

extension ActPoolConfiguration {
  /// The pool's limits as a configuration gives them.
  init(_ settings: NodeConfiguration.PoolSettings) {
    self.init()
    maxActions = Int(clamping: settings.maxActions)
    maxGas = settings.maxGas
    maxNonceGap = settings.maxActionsPerAccount
    maxActionsPerSender = Int(clamping: settings.senderQuota)
    expiry = settings.actionExpiry.seconds
    minGasPrice = settings.minGasPrice
    blacklist = Set(settings.blackList)
  }
}
