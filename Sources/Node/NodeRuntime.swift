internal import APICore
internal import ActPool
internal import Chain
internal import ChainCrypto
internal import ChainSpec
internal import ChainTypes
internal import Consensus
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
    let clock = NodeClock()

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
    let peers = try peerAssembly(node: node, pool: pool, key: key, clock: clock, registry: registry, logging: logging)
    let heartbeat = Heartbeat(
      node: node, pool: pool, peers: peers?.view, interval: configuration.system.heartbeatInterval, metrics: metrics, logger: logger)
    let addresses = AddressBook(
      awaiting: (configuration.api.isEnabled ? 1 : 0) + (peers == nil ? 2 : 3), genesisHash: node.chain.parameters.genesis.hash.hex,
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
        switches: switches(activity, peers?.consensus?.service, logging),
        consensus: peers?.consensus?.view,
        drills: options.allowsDrills ? drills(peers, clock) : nil,
        logger: logging.logger(label: "admin"), onListening: { addresses.set(admin: $0) }),
      heartbeat,
    ]
    if configuration.api.isEnabled {
      let broadcast: @Sendable (SealedAction) -> Void = if let peers { peers.broadcast } else { { _ in } }
      services.append(
        try GRPCAPIService(
          configuration: configuration.api, chain: node.chain, pool: pool, readiness: readiness, registry: registry, version: version,
          broadcast: broadcast, onListening: { addresses.set(grpc: $0) }))
    }
    if let peers {
      services.append(peers.service(logger: logging.logger(label: "peers")) { addresses.set(peers: $0) })
    } else if let key {
      services.append(
        BlockProducer(
          chain: node.chain, pool: pool, key: key, activity: activity, metrics: metrics, logger: logging.logger(label: "producer")))
    }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logging.logger(label: "services")))
    try await group.run()
    peers?.close()
    node.store.close()
    logger.info("stopped", metadata: ["height": "\(node.chain.head.height)"])
  }

  /// The key to produce blocks with; nil for a node that does not produce.
  private func producerKey() throws(NodeError) -> PrivateKey? {
    switch configuration.consensus.scheme {
    case .none: return nil
    case .rollDPoS, .standalone:
      guard let key = configuration.chain.producerPrivateKey else {
        throw .usage(
          "consensus.scheme \(configuration.consensus.scheme.rawValue) needs the producer's key: set chain.producerPrivKey in a configuration file or in the environment, or use --dev or --gateway"
        )
      }
      return key
    }
  }

  /// What talks to peers; nil for a node that has none: one that produces alone, or serves a chain and knows nobody.
  private func peerAssembly(
    node: NodeChain, pool: ActPool, key: PrivateKey?, clock: NodeClock, registry: MetricsRegistry, logging: LogSettings
  ) throws(NodeError) -> PeerAssembly? {
    let takesPart = configuration.consensus.scheme == .rollDPoS
    let hasNetwork = !configuration.network.bootstrapNodes.isEmpty || configuration.network.isPortGiven
    guard takesPart || (configuration.consensus.scheme == .none && hasNetwork) else { return nil }
    return try PeerAssembly(
      configuration: configuration, chain: node.chain, pool: pool, key: takesPart ? key : nil, clock: clock, version: version,
      registry: registry, logging: logging)
  }

  private func switches(_ activity: ActivitySwitch, _ consensus: ConsensusService?, _ logging: LogSettings) -> AdminServer.Switches {
    AdminServer.Switches(
      isActive: { consensus.map(\.status.isActive) ?? activity.isActive },
      setActive: { isActive in
        activity.isActive = isActive
        return await consensus?.setActive(isActive) ?? true
      },
      handOver: { await consensus?.handOver()?.text },
      takeOver: { text in
        guard let consensus, let ticket = HandoverTicket(text) else { return false }
        return await consensus.takeOver(ticket)
      },
      logLevel: { logging.level }, setLogLevel: { logging.level = $0 })
  }

  private func drills(_ peers: PeerAssembly?, _ clock: NodeClock) -> AdminServer.Drills {
    AdminServer.Drills(
      isolate: { peers?.setIsolated($0) },
      skew: { milliseconds in
        clock.skew = milliseconds
        peers?.consensus?.service.chainAdvanced()
      })
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
