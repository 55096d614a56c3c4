public import ChainCrypto
public import ChainTypes
internal import Primitives
public import ProtocolKit
internal import State

/// Makes new blocks on top of the chain's head.
public struct BlockMinter: Sendable {
  private let chain: Chain
  private let key: PrivateKey
  private let builder: BlockBuilder

  /// A minter that signs with a producer's key.
  public init(chain: Chain, key: PrivateKey) {
    self.chain = chain
    self.key = key
    builder = BlockBuilder(suite: chain.parameters.suite, gasResidue: chain.parameters.blockGasResidue)
  }

  /// A new block, executed and signed, not yet part of the chain.
  public struct Minted {
    /// What `Chain.commit` takes.
    public let executed: ExecutedBlock
    /// Users' actions that cannot be executed on this state, with the reason.
    public let refused: [(action: SealedAction, reason: ActionRejection)]
  }

  /// Makes the next block.
  ///
  /// - Parameters:
  ///   - timestamp: the block's time, after the head's.
  ///   - actions: makes the queue to choose from, given the state below the block.
  /// - Throws: `BlockError.rejected` when the network's rules allow no block now, for example because the next epoch's
  ///   delegates are unknown.
  public func mint(at timestamp: Timestamp, actions: (ChainView) -> ActionQueue) throws(BlockError) -> Minted {
    let view: ChainView
    do {
      view = try chain.view()
    } catch {
      throw .fault(error)
    }
    let height = view.head.height + 1
    let producer = key.publicKey
    let context: BlockContext
    do {
      context = try chain.parameters.context(height: height, timestamp: timestamp, producer: producer.address)
    } catch {
      throw .rejected(BlockRejection(height: height, hash: .zero, reason: .rulesUnavailable(error)))
    }
    let state = view.state()
    let contents: BlockBuilder.Contents
    do {
      contents = try builder.build(
        from: actions(view), in: context, system: SystemActions(producer: key), history: view.history, state: state)
    } catch {
      throw Self.error(error, height: height)
    }
    let core = BlockHeaderCore(
      version: 1, height: height, timestamp: timestamp, previousHash: view.head.hash,
      txRoot: MerkleTree.root(contents.actions.map(\.hash)), deltaStateDigest: state.digest,
      receiptRoot: ReceiptList(contents.receipts).root)
    let header = BlockHeader.sign(core, with: key)
    let block = Block(header: header, actions: contents.actions, footer: BlockFooter(endorsements: [], commitTime: timestamp))
    return Minted(executed: ExecutedBlock(block: block, receipts: contents.receipts, state: state), refused: contents.refused)
  }

  private static func error(_ error: HandlingError, height: UInt64) -> BlockError {
    switch error {
    case .fault(let fault): .fault(.state(fault))
    case .rejected(let reason): .rejected(BlockRejection(height: height, hash: .zero, reason: .action(index: 0, hash: .zero, reason)))
    case .blockGasLimitReached:
      .rejected(
        BlockRejection(
          height: height, hash: .zero,
          reason: .action(index: 0, hash: .zero, ActionRejection(.gasLimitTooHigh, "the block has no gas for the system actions"))))
    }
  }
}
