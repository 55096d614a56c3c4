internal import ActPool
internal import Chain
internal import ChainCrypto
internal import ChainSpec
internal import ChainTypes
internal import Consensus
internal import LibP2P
internal import Logging
internal import NIOPosix
internal import PeerNetwork
internal import Primitives
internal import RollDPoS
internal import Storage
internal import Telemetry

/// Puts together what talks to peers, and for a delegate the consensus.
struct PeerAssembly {
  let network: PeerNetwork
  let transport: HostTransport
  /// Nil for a node that only follows.
  let consensus: ConsensusAssembly?
  private let delegate: NodePeerDelegate
  private let outbox: ActionOutbox
  private let metrics: PeerMetrics

  /// A node's part in its network.
  ///
  /// - Parameter key: the delegate's; nil for a node that only follows.
  init(
    configuration: NodeConfiguration, chain: Chain, pool: ActPool, key: PrivateKey?, clock: NodeClock, version: String,
    registry: MetricsRegistry, logging: LogSettings
  ) throws(NodeError) {
    let genesis = chain.parameters.genesis
    let settings = try PeerSettings(configuration, genesisHash: genesis.hash, version: version)
    let logger = logging.logger(label: "peers")
    consensus = try key.map { key throws(NodeError) in
      try ConsensusAssembly(
        chain: chain, pool: pool, key: key, configuration: configuration, clock: clock, holder: "\(settings.key.peerID)",
        registry: registry, logger: logging.logger(label: "consensus"))
    }
    let timing = try ConsensusAssembly.timing(of: chain.parameters, configuration)
    let appender = BlockAppender(
      chain: chain, verifier: .current(timing: timing, rotatesWithRounds: genesis.blockchain.timeBasedRotation))
    delegate = NodePeerDelegate(appender: appender, pool: pool, consensus: consensus?.service, logger: logging.logger(label: "sync"))
    let host = Host(
      configuration: settings.host, key: settings.key, eventLoopGroup: .singletonMultiThreadedEventLoopGroup, logger: logger)
    do throws(PubSubError) {
      transport = try HostTransport(host: host, pubSub: settings.gossip, discovery: KademliaConfiguration(), logger: logger)
    } catch {
      throw .usage("gossip cannot be set up: \(error)")
    }
    network = PeerNetwork(
      configuration: settings.network, transport: transport, delegate: delegate, tip: appender.tip, logger: logger)
    outbox = ActionOutbox(network: network, logger: logger)
    metrics = PeerMetrics(registry: registry)
  }

  /// Sends an action that the pool has admitted to the other nodes.
  var broadcast: @Sendable (SealedAction) -> Void { { [outbox] in outbox.send($0) } }

  /// What the heartbeat looks at.
  var view: Heartbeat.PeerView {
    Heartbeat.PeerView(
      count: { [network] in network.connectedPeers.count }, targetHeight: { [delegate] in delegate.syncTarget },
      report: { [metrics, network, transport] in
        metrics.report(network.counters, gossip: transport.pubSub.statistics, host: transport.host.statistics)
      })
  }

  /// The running part.
  func service(logger: Logger, onListening: @escaping @Sendable ([String]) -> Void) -> PeerService {
    PeerService(
      network: network, transport: transport, consensus: consensus, outbox: outbox, logger: logger, onListening: onListening)
  }

  /// Takes all connections away, or allows them again.
  func setIsolated(_ isIsolated: Bool) { transport.host.setIsolated(isIsolated) }

  /// Closes the journal.
  func close() { consensus?.journal.close() }
}
