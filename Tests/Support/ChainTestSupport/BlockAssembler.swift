public import Chain
public import ChainCrypto
internal import ChainSpec
public import ChainTypes
internal import Primitives
internal import ProtocolKit
public import State

/// Makes blocks of given actions in a given order, without the choice that a minting node makes.
public struct BlockAssembler {
  /// A block with what it does.
  public struct Assembled {
    /// The block, signed, without endorsements; its commit time is its time.
    public let block: Block
    /// The receipts of its actions.
    public let receipts: [Receipt]
    /// Its writes.
    public let state: WorkingSet
    /// How many of the block's last actions are the producer's own.
    public let systemActionCount: Int
  }

  private let parameters: ChainParameters

  /// An assembler for a network.
  public init(parameters: ChainParameters) {
    self.parameters = parameters
  }

  /// Executes users' actions in their order, then adds the producer's own as a minting node does.
  ///
  /// - Throws: `HandlingError` of an action that cannot be executed.
  public func assemble(_ actions: [SealedAction], by key: PrivateKey, at timestamp: Timestamp, on view: ChainView) throws -> Assembled {
    let height = view.head.height + 1
    var context = BlockContext(
      height: height, timestamp: timestamp, producer: key.publicKey.address, actionGasLimit: parameters.genesis.blockchain.actionGasLimit,
      gasLeft: parameters.genesis.blockchain.blockGasLimit, rules: try parameters.schedule.rules(at: height), epochs: parameters.epochs)
    let state = view.state()
    let runner = BlockRunner(handlers: parameters.suite.handlers)
    var receipts: [Receipt] = []
    for action in actions {
      let receipt = try runner.run(action, in: context, history: view.history, state: state)
      context.gasLeft -= min(context.gasLeft, receipt.gasConsumed)
      receipts.append(receipt)
    }
    let own = try BlockBuilder(suite: parameters.suite, gasResidue: 0).build(
      from: ActionQueue([:]), in: context, system: SystemActions(producer: key), history: view.history, state: state)
    receipts += own.receipts
    let all = actions + own.actions
    let core = BlockHeaderCore(
      version: 1, height: height, timestamp: timestamp, previousHash: view.head.hash, txRoot: MerkleTree.root(all.map(\.hash)),
      deltaStateDigest: state.digest, receiptRoot: ReceiptList(receipts).root)
    let block = Block(
      header: BlockHeader.sign(core, with: key), actions: all, footer: BlockFooter(endorsements: [], commitTime: timestamp))
    return Assembled(block: block, receipts: receipts, state: state, systemActionCount: own.actions.count)
  }
}

extension Block {
  /// The block with a footer in which these keys endorse its commit.
  public func endorsed(by keys: [PrivateKey], at time: Timestamp) -> Block {
    let vote = ConsensusVote(blockHash: hash.bytes, topic: .commit)
    let endorsements = keys.map { Endorsement.sign(documentHash: vote.documentHash, at: time, with: $0) }
    return finalized(with: BlockFooter(endorsements: endorsements, commitTime: time))
  }

  /// The block with a changed header, signed by a key.
  public func changing(signedBy key: PrivateKey, _ change: (inout BlockHeaderCore) -> Void) -> Block {
    var core = header.core
    change(&core)
    return Block(header: BlockHeader.sign(core, with: key), actions: actions, footer: footer)
  }
}
