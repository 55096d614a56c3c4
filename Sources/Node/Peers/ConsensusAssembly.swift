internal import ActPool
internal import Chain
internal import ChainCrypto
internal import ChainSpec
internal import ChainTypes
internal import Consensus
internal import Logging
internal import Primitives
internal import RollDPoS
internal import Storage
internal import Telemetry

/// Puts the consensus of a delegate together.
struct ConsensusAssembly {
  /// The running part.
  let service: ConsensusService
  /// What it signed, on disk; closed at the end.
  let journal: any KeyValueStore
  /// Who this is.
  private let delegate: Address
  /// Its way to the others.
  let outlet: ConsensusOutlet

  /// The folder below the data directory that holds the journal.
  private static let folder = "consensus"
  private static let schema = SchemaVersion(1)

  /// A delegate on a chain.
  ///
  /// - Parameter holder: names this node among those with the same key.
  init(
    chain: Chain, pool: ActPool, key: PrivateKey, configuration: NodeConfiguration, clock: NodeClock, holder: String,
    registry: MetricsRegistry, logger: Logger
  ) throws(NodeError) {
    let interval = chain.parameters.genesis.blockchain.blockInterval.nanoseconds
    let timing = try Self.timing(of: chain.parameters, configuration)
    let timeouts = Self.timeouts(configuration.consensus, interval: interval)
    if let problem = timeouts.problem(interval: interval) {
      throw .usage("consensus.rollDPoS.fsm does not fit blocks every \(Duration.nanoseconds(interval)): \(problem)")
    }
    delegate = key.publicKey.address
    do throws(StorageFault) {
      journal = try LogStore(
        path: "\(configuration.node.dataDirectory)/\(Self.folder)", tables: ConsensusJournal.tables, schema: Self.schema)
    } catch {
      throw .storage(error)
    }
    outlet = ConsensusOutlet(ownAddress: delegate)
    let driver = ConsensusDriver.Configuration(timing: timing, timeouts: timeouts, key: key, holder: holder)
    do throws(ConsensusFault) {
      service = try ConsensusService(
        configuration: .init(driver: driver, now: { clock.now }),
        chain: LocalConsensusChain(chain: chain, pool: pool, key: key, timing: timing),
        journal: ConsensusJournal(store: journal, delegate: delegate),
        outlet: outlet.outlet { Self.log($0, logger) }, isActive: configuration.system.isActive,
        metrics: ConsensusMetrics(factory: registry))
    } catch {
      journal.close()
      throw .usage("the consensus cannot start: \(error)")
    }
  }

  /// What the admin endpoint shows.
  var view: AdminServer.ConsensusView {
    let (service, journal, delegate) = (service, journal, delegate)
    return AdminServer.ConsensusView(
      status: { ConsensusReport.json(ConsensusReport(service.status)) },
      evidence: {
        guard let kept = try? ConsensusJournal(store: journal, delegate: delegate).equivocations() else { return nil }
        return ConsensusReport.json(kept.map { ConsensusReport.Evidence($0) })
      })
  }

  /// The rounds of a network.
  static func timing(of parameters: ChainParameters, _ configuration: NodeConfiguration) throws(NodeError) -> RoundTiming {
    let interval = parameters.genesis.blockchain.blockInterval.nanoseconds
    let overtime = configuration.consensus.toleratedOvertime.map(\.nanoseconds) ?? min(2_000_000_000, interval / 5)
    guard
      let timing = RoundTiming(genesisTime: parameters.genesisHead.timestamp, blockInterval: interval, toleratedOvertime: overtime)
    else { throw .usage("a network with a block interval of zero has no rounds") }
    return timing
  }

  private static func timeouts(_ settings: NodeConfiguration.ConsensusSettings, interval: Int64) -> ConsensusTimeouts {
    var timeouts = ConsensusTimeouts.scaled(toInterval: interval)
    if let steps = settings.steps {
      timeouts.acceptBlock = steps.block.nanoseconds
      timeouts.acceptProposalEndorsements = steps.proposalEndorsements.nanoseconds
      timeouts.acceptLockEndorsements = steps.lockEndorsements.nanoseconds
      timeouts.commitRepetition = steps.commit.nanoseconds
    }
    return timeouts
  }

  private static func log(_ notice: ConsensusNotice, _ logger: Logger) {
    switch notice {
    case .committed(let block):
      logger.info(
        "agreed on a block",
        metadata: [
          "height": "\(block.height)", "hash": "\(block.hash)", "actions": "\(block.actions.count)",
          "producer": "\(block.header.producer.address)",
        ])
    case .proposed(let round, let block):
      logger.debug("proposed a block", metadata: ["round": "\(round)", "hash": "\(block.hash)", "actions": "\(block.actions.count)"])
    case .mintingImpossible(let round, let reason):
      logger.error("no block can be made now", metadata: ["round": "\(round)", "reason": "\(reason)"])
    case .invalidBlock(let block, let code, let reason):
      logger.warning(
        "a proposed block is invalid",
        metadata: ["height": "\(block.height)", "hash": "\(block.hash)", "code": "\(code)", "reason": "\(reason)"])
    case .equivocation(let evidence):
      logger.warning(
        "a delegate signed two different things; the evidence is kept",
        metadata: ["delegate": "\(evidence.delegate)", "kind": "\(evidence.kind)", "height": "\(evidence.height)"])
    case .refusedToSign(let intent, let refusal):
      logger.warning(
        "a signature was not given", metadata: ["round": "\(intent.round)", "kind": "\(intent.kind)", "reason": "\(refusal.rawValue)"])
    case .stoodDown:
      logger.critical("another node signs with this delegate's key: this one stands by from now on")
    case .observation(.roundMissed(let round)): logger.notice("a round ended without a block", metadata: ["round": "\(round)"])
    case .observation(let observation): logger.trace("consensus", metadata: ["observation": "\(observation)"])
    }
  }
}

extension Duration {
  /// The length in nanoseconds.
  var nanoseconds: Int64 {
    let parts = components
    return parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
  }
}
