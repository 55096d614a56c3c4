internal import ChainCrypto
internal import ChainSpec
public import ChainTypes
internal import Primitives
public import ProtocolKit
public import RollDPoS
public import State
public import Storage

/// Executes blocks on top of a chain, and compares what they say with what they do.
///
/// It keeps no state of its own: everything is read through the reader that it is given, which shows the chain up to and
/// including the parent.
public struct BlockProcessor: Sendable {
  /// What the network's rules and this node's settings say.
  public let parameters: ChainParameters
  private let runner: BlockRunner
  private let validator: ActionValidator

  /// A processor for a network.
  public init(parameters: ChainParameters) {
    self.parameters = parameters
    runner = BlockRunner(handlers: parameters.suite.handlers)
    validator = ActionValidator(
      suite: parameters.suite, genesis: parameters.genesis, allowsExperimental: parameters.allowsExperimentalActions)
  }

  /// Validates and executes a block.
  ///
  /// - Parameters:
  ///   - reader: shows the chain up to the parent.
  ///   - parent: the parent's height and hash.
  /// - Returns: the block with its receipts and writes; nothing is stored yet.
  public func execute(
    _ verified: VerifiedBlock, on parent: ChainHead, reader: any KeyValueReader, policy: ValidationPolicy
  ) throws(BlockError) -> ExecutedBlock {
    let state = WorkingSet(over: reader)
    let executed = try run(verified, on: parent, state: state, history: StoredHistory(reader: reader, tip: parent), policy: policy)
    let header = executed.block.header
    try require(.deltaStateDigest, of: header, computed: state.digest, stated: header.deltaStateDigest)
    try require(
      .receiptRoot, of: header, computed: ReceiptList(executed.receipts).root, stated: header.receiptRoot)
    return executed
  }

  /// Validates and executes a block without comparing its digest and receipts, for tools that explain differences.
  public func run(
    _ verified: VerifiedBlock, on parent: ChainHead, state: WorkingSet, history: any ChainHistory, policy: ValidationPolicy
  ) throws(BlockError) -> ExecutedBlock {
    let block = verified.block
    let header = block.header
    guard header.height == parent.height + 1 else {
      throw rejection(of: header, .mismatch(.height, expected: "\(parent.height + 1)", actual: "\(header.height)"))
    }
    guard header.previousHash == parent.hash else {
      throw rejection(of: header, .mismatch(.previousHash, expected: parent.hash.hex, actual: header.previousHash.hex))
    }
    let context = try self.context(of: header)
    try validateActions(of: block, in: context, history: history, state: state, policy: policy)
    do {
      let receipts = try runner.run(block.actions, in: context, history: history, state: state)
      return ExecutedBlock(block: block, receipts: receipts, state: state)
    } catch {
      throw Self.error(error.cause, index: error.index, action: error.hash, header: header)
    }
  }

  /// Checks that the delegates of the epoch committed a block.
  public func verifyFooter(
    of block: Block, with verifier: FooterVerifier, parent: ChainHead, reader: any KeyValueReader
  ) throws(BlockError) {
    let header = block.header
    let roster: DelegateRoster?
    do {
      roster = try self.roster(at: header.height, reader: reader)
    } catch {
      throw .fault(error)
    }
    guard let roster else {
      throw rejection(of: header, .unknownDelegates(epoch: parameters.epochs.epochNumber(of: header.height)))
    }
    do {
      try verifier.verify(block, roster: roster, previousCommit: parent.height == 0 ? nil : parent.commitTime)
    } catch {
      throw rejection(of: header, .footer(error))
    }
  }

  /// The delegates of a height's epoch in the order of their turns, as the chain knows them; nil when it does not yet.
  ///
  /// - Parameter reader: shows the chain up to the block below, at least.
  public func roster(at height: UInt64, reader: any KeyValueReader) throws(ChainFault) -> DelegateRoster? {
    let epochs = parameters.epochs
    let start = epochs.startHeight(of: epochs.epochNumber(of: height))
    let candidates: CandidateList?
    do {
      candidates = try parameters.suite.candidates.candidates(at: start, epochs: epochs, state: WorkingSet(over: reader))
    } catch {
      throw .state(error)
    }
    return candidates.flatMap {
      DelegateRoster(
        candidates: $0.candidates.map(\.address), epochStart: start, epochs: epochs,
        rotatesWithRounds: parameters.genesis.blockchain.timeBasedRotation)
    }
  }

  /// The context of a block on top of the chain.
  ///
  /// - Throws: a rejection if this client does not implement the rules of its height.
  func context(of header: BlockHeader) throws(BlockError) -> BlockContext {
    do {
      return try parameters.context(height: header.height, timestamp: header.timestamp, producer: header.producer.address)
    } catch {
      throw rejection(of: header, .rulesUnavailable(error))
    }
  }

  /// Refuses blocks with actions that must not be in them, or with gaps in a sender's nonces. Nonce 0 is never checked
  /// (golden quirk 14).
  private func validateActions(
    of block: Block, in context: BlockContext, history: any ChainHistory, state: WorkingSet, policy: ValidationPolicy
  ) throws(BlockError) {
    let header = block.header
    let validation = ValidationContext(
      height: header.height, producer: context.producer, rules: context.rules, epochs: context.epochs, history: history)
    var nonces: [Address: (confirmed: UInt64, used: [UInt64])] = [:]
    for (index, action) in block.actions.enumerated() {
      do throws(HandlingError) {
        if policy == .proposal && action.envelope.payload.kind.isSystem && action.sender != context.producer {
          throw .rejected(ActionRejection(.notTheProducer, "\(action.sender) does not produce the block and may not send this action"))
        }
        if nonces[action.sender] == nil { nonces[action.sender] = (try state.loadAccount(action.sender).nonce, []) }
        guard let confirmed = nonces[action.sender]?.confirmed else { continue }
        try validator.validate(action, confirmedNonce: confirmed, in: validation, state: state)
        if action.envelope.nonce != 0 { nonces[action.sender]?.used.append(action.envelope.nonce) }
      } catch {
        throw Self.error(error, index: index, action: action.hash, header: header)
      }
    }
    for (index, action) in block.actions.enumerated() {
      guard let entry = nonces.removeValue(forKey: action.sender) else { continue }
      for (position, nonce) in entry.used.sorted().enumerated() where nonce != entry.confirmed &+ UInt64(position) &+ 1 {
        let reason = ActionRejection(
          .nonceGap, "the nonces of \(action.sender) do not continue \(entry.confirmed): \(nonce) is number \(position + 1) in the block")
        throw rejection(of: header, .action(index: index, hash: action.hash, reason))
      }
    }
  }

  private func require(
    _ field: BlockRejection.Field, of header: BlockHeader, computed: Hash256, stated: Hash256
  ) throws(BlockError) {
    guard computed == stated else {
      throw rejection(of: header, .mismatch(field, expected: computed.hex, actual: stated.hex))
    }
  }

  private func rejection(of header: BlockHeader, _ reason: BlockRejection.Reason) -> BlockError {
    .rejected(BlockRejection(height: header.height, hash: header.hash, reason: reason))
  }

  private static func error(_ error: HandlingError, index: Int, action: Hash256, header: BlockHeader) -> BlockError {
    switch error {
    case .fault(let fault): return .fault(.state(fault))
    case .rejected(let reason):
      return .rejected(BlockRejection(height: header.height, hash: header.hash, reason: .action(index: index, hash: action, reason)))
    case .blockGasLimitReached:
      let reason = ActionRejection(.gasLimitTooHigh, "the action needs more gas than a block may use")
      return .rejected(BlockRejection(height: header.height, hash: header.hash, reason: .action(index: index, hash: action, reason)))
    }
  }
}
