public import ActPool
public import Chain
public import ChainCrypto
public import ChainTypes
internal import Primitives
internal import ProtocolKit
public import RollDPoS
internal import Storage

/// The consensus on this node's own chain and pool.
public final class LocalConsensusChain: ConsensusChain {
  private let chain: Chain
  private let pool: ActPool
  private let minter: BlockMinter
  /// For footers of a block that the chain has: its producer's turn was looked at.
  private let verifier: FooterVerifier
  private let verifiesInParallel: Bool
  /// Executions on top of the head that may be committed, by the block's hash.
  private var executions: [Hash256: ExecutedBlock] = [:]
  private var executedOn: Hash256?
  /// How many executions are kept: a round has one block, seldom more.
  private static let maximumExecutions = 4

  /// The chain of a delegate.
  ///
  /// - Parameters:
  ///   - key: signs the blocks that are made.
  ///   - verifiesInParallel: whether signatures of a block's actions are verified on all cores.
  public init(chain: Chain, pool: ActPool, key: PrivateKey, timing: RoundTiming, verifiesInParallel: Bool = true) {
    self.chain = chain
    self.pool = pool
    self.verifiesInParallel = verifiesInParallel
    minter = BlockMinter(chain: chain, key: key)
    verifier = FooterVerifier(timing: timing, countsOnlyDelegates: true, requiresTurn: false)
  }

  public func head() throws(ConsensusFault) -> ConsensusHead {
    let view = try view()
    let head = view.head
    forgetExecutions(unlessOn: head.hash)
    return ConsensusHead(
      height: head.height, hash: head.hash, timestamp: head.timestamp, commitTime: head.commitTime,
      roster: try roster(at: head.height + 1, in: view))
  }

  public func mint(at timestamp: Timestamp) throws(ConsensusFault) -> MintingOutcome {
    do throws(BlockError) {
      let minted = try minter.mint(at: timestamp) { _ in pool.executableActions() }
      for refused in minted.refused { pool.drop(refused.action) }
      keep(minted.executed)
      return .minted(minted.executed.block)
    } catch {
      switch error {
      case .rejected(let rejection): return .impossible(reason: "\(rejection)")
      case .fault(let fault): throw .chain(fault)
      }
    }
  }

  public func validate(_ block: Block) throws(ConsensusFault) -> BlockVerdict {
    if executions[block.hash] != nil { return .valid }
    do throws(BlockError) {
      keep(try execute(block))
      return .valid
    } catch {
      switch error {
      case .rejected(let rejection): return .invalid(code: rejection.code, reason: "\(rejection)")
      case .fault(let fault): throw .chain(fault)
      }
    }
  }

  public func commit(_ block: Block) throws(ConsensusFault) -> Bool {
    do throws(BlockError) {
      let executed: ExecutedBlock
      if let kept = executions[block.hash] { executed = kept } else { executed = try execute(block) }
      try chain.commit(executed.finalized(with: block.footer), .buffered)
      return true
    } catch {
      if case .fault(.headMoved) = error { return false }
      if chain.head.height >= block.height { return false }
      switch error {
      case .rejected(let rejection): throw .divergence(height: block.height, reason: "\(rejection)")
      case .fault(let fault): throw .chain(fault)
      }
    }
  }

  public func sync() throws(ConsensusFault) {
    do {
      try chain.sync()
    } catch {
      throw .chain(error)
    }
  }

  public func lastBlock() throws(ConsensusFault) -> Block? {
    let view = try view()
    do {
      return try view.blocks.block(at: view.head.height)
    } catch {
      throw .chain(.blocks(error))
    }
  }

  public func adoptFooter(of block: Block) throws(ConsensusFault) -> Bool {
    let view = try view()
    let head = view.head
    guard block.height == head.height, block.hash == head.hash, block.footer.commitTime != head.commitTime, Self.isAgreed(block),
      let roster = try roster(at: block.height, in: view)
    else { return false }
    let stored: Block?
    do {
      stored = try storedBlock(in: view)
    } catch {
      throw .chain(error)
    }
    // A footer that came with block sync can have any commit time, also an early one.
    guard let stored, block.footer.commitTime < head.commitTime || !Self.isAgreed(stored) else { return false }
    do throws(FooterRejection) {
      try verifier.verify(block, roster: roster, previousCommit: nil)
    } catch {
      return false
    }
    do {
      // The stored block has the same header and actions, but only its own encoding is known to be right.
      return try chain.replaceFooter(of: stored.finalized(with: block.footer))
    } catch {
      throw .chain(error)
    }
  }

  /// Whether the commit time is the one that follows from the endorsements.
  private static func isAgreed(_ block: Block) -> Bool {
    block.footer.commitTime == BlockFooter.agreedTime(of: block.footer.endorsements) && block.header.timestamp < block.footer.commitTime
  }

  private func storedBlock(in view: ChainView) throws(ChainFault) -> Block? {
    do {
      return try view.blocks.block(at: view.head.height)
    } catch {
      throw .blocks(error)
    }
  }

  private func execute(_ block: Block) throws(BlockError) -> ExecutedBlock {
    let verified: VerifiedBlock
    do throws(BlockRejection) {
      let known = pool.known(among: block.actions.lazy.map(\.hash))
      verified = try VerifiedBlock(verifying: block, parallel: verifiesInParallel, known: known)
    } catch {
      throw .rejected(error)
    }
    let view: ChainView
    do {
      view = try chain.view()
    } catch {
      throw .fault(error)
    }
    return try chain.processor.execute(verified, on: view.head, reader: view.reader, policy: .proposal)
  }

  private func roster(at height: UInt64, in view: ChainView) throws(ConsensusFault) -> DelegateRoster? {
    do {
      return try chain.processor.roster(at: height, reader: view.reader)
    } catch {
      throw .chain(error)
    }
  }

  private func view() throws(ConsensusFault) -> ChainView {
    do {
      return try chain.view()
    } catch {
      throw .chain(error)
    }
  }

  private func keep(_ executed: ExecutedBlock) {
    forgetExecutions(unlessOn: executed.block.header.previousHash)
    if executions.count >= Self.maximumExecutions { executions.removeAll() }
    executions[executed.block.hash] = executed
  }

  private func forgetExecutions(unlessOn head: Hash256) {
    if executedOn != head { executions.removeAll() }
    executedOn = head
  }
}
