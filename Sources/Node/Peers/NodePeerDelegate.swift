internal import ActPool
internal import Chain
internal import ChainTypes
internal import Consensus
internal import LibP2P
internal import Logging
internal import PeerNetwork
internal import Primitives
internal import ProtocolKit
internal import Synchronization

/// This node, as its peers see it: what they send goes to the pool, the chain and the consensus.
///
/// Work that blocks runs on threads of its own, one for actions and one for blocks, so that neither holds up the other.
final class NodePeerDelegate: PeerNetworkDelegate {
  private let appender: BlockAppender
  private let pool: ActPool
  private let consensus: ConsensusService?
  private let logger: Logger
  private let actionWorker = SerialWorker(label: "io.iotex.peers.actions")
  private let blockWorker = SerialWorker(label: "io.iotex.peers.blocks")
  private let phase = Mutex<SyncPhase?>(nil)

  /// - Parameter consensus: nil for a node that only follows.
  init(appender: BlockAppender, pool: ActPool, consensus: ConsensusService?, logger: Logger) {
    self.appender = appender
    self.pool = pool
    self.consensus = consensus
    self.logger = logger
  }

  /// The height that block sync tries to reach; 0 when it has caught up, as far as this node can tell.
  var syncTarget: UInt64 {
    phase.withLock { phase in
      if case .syncing(let target)? = phase { target } else { 0 }
    }
  }

  func receive(_ actions: [SealedAction]) async -> [MessageVerdict] {
    await actionWorker.run { [pool] in
      pool.admit(actions).map { error in
        guard let error else { return .accept }
        // Whether an action can be paid or has its turn depends on the chain, which its sender may see differently.
        guard case .rejected(let rejection) = error, rejection.code == .invalidSignature else { return .ignore }
        return .reject(.badSignature)
      }
    }
  }

  func receive(_ message: ConsensusMessage, from peer: PeerID) async -> MessageVerdict {
    guard let consensus else {
      // A node that does not take part passes on what is validly signed, for those who do.
      return await blockWorker.run { message.verifySignature() } ? .accept : .reject(.badSignature)
    }
    switch await consensus.receive(message) {
    case .used: return .accept
    case .ignored, nil: return .ignore
    case .forged: return .reject(.badSignature)
    }
  }

  func check(_ block: Block) async -> MessageVerdict {
    if let consensus, block.height == appender.tip.height { consensus.receive(block) }
    return await blockWorker.run { [appender] in appender.check(block) }
  }

  func tip() async -> SyncTip { appender.tip }

  func append(_ blocks: [Block]) async -> AppendOutcome {
    let outcome = await blockWorker.run { [appender] in appender.append(blocks) }
    consensus?.chainAdvanced()
    return outcome
  }

  func encodedBlock(at height: UInt64) async -> [UInt8]? {
    let chain = appender.chain
    return await blockWorker.run { try? chain.view().blocks.encodedBlock(at: height) }
  }

  func syncPhaseChanged(to phase: SyncPhase) async {
    self.phase.withLock { $0 = phase }
    logger.info("block sync", metadata: ["phase": "\(phase)", "height": "\(appender.tip.height)"])
  }

  func syncStalled(_ stall: SyncStall) async {
    logger.warning(
      "block sync does not move",
      metadata: ["reason": "\(stall.reason.rawValue)", "height": "\(stall.height)", "target": "\(stall.target)"])
  }
}
