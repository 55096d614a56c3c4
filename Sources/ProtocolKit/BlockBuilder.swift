internal import ChainSpec
public import ChainTypes
internal import Primitives
public import State

/// Chooses and executes the actions of a new block in the reference's order: users' actions by price, the poll result,
/// the block reward, in an epoch's last block the epoch reward, and in block 1 the memorial transfer (golden quirk 31).
public struct BlockBuilder: Sendable {
  private let suite: ProtocolSuite
  private let runner: BlockRunner
  /// Gas left in a block, in gas units, below which no more users' actions are tried (`chain.allowedBlockGasResidue`).
  private let gasResidue: UInt64

  /// A builder for a network's protocols.
  public init(suite: ProtocolSuite, gasResidue: UInt64) {
    self.suite = suite
    self.gasResidue = gasResidue
    runner = BlockRunner(handlers: suite.handlers)
  }

  /// The contents of a new block.
  public struct Contents: Sendable {
    /// The actions in their order.
    public var actions: [SealedAction] = []
    /// Their receipts.
    public var receipts: [Receipt] = []
    /// Users' actions that cannot be executed on this state, with the reason. Whoever offered them should drop them.
    public var refused: [(action: SealedAction, reason: ActionRejection)] = []
  }

  /// Builds the contents of a block. The state holds its writes afterwards.
  ///
  /// - Parameters:
  ///   - queue: the users' actions to choose from, with valid signatures, each validated against the state below the block.
  ///   - context: the block; its `gasLeft` is the network's block gas limit.
  ///   - system: the producer's own actions.
  /// - Throws: a fault, or the rejection of a system action: then no block can be made on this state.
  public func build(
    from queue: ActionQueue, in context: BlockContext, system: SystemActions, history: any ChainHistory, state: WorkingSet
  ) throws(HandlingError) -> Contents {
    var contents = Contents()
    var context = context
    try addUserActions(from: queue, to: &contents, &context, history, state)
    try addPollResult(to: &contents, context, system, history, state)
    try add(system.grantReward(.block, height: context.height), to: &contents, context, history, state)
    if context.height == context.epochs.lastHeight(of: context.epochs.epochNumber(of: context.height)) {
      try add(system.grantReward(.epoch, height: context.height), to: &contents, context, history, state)
    }
    if context.height == 1 {
      try add(system.memorialTransfer(gasLimit: context.actionGasLimit), to: &contents, context, history, state)
    }
    state.setHeight(context.height)
    return contents
  }

  /// Adds what can be executed. Nonces must continue the confirmed ones, whatever the queue's maker thought they were: a
  /// block with a gap or a repetition is refused by everybody else.
  private func addUserActions(
    from queue: ActionQueue, to contents: inout Contents, _ context: inout BlockContext, _ history: any ChainHistory, _ state: WorkingSet
  ) throws(HandlingError) {
    var queue = queue
    var nonces: [Address: UInt64] = [:]
    while let action = queue.next {
      let nonce = action.envelope.nonce
      let last: UInt64
      if let used = nonces[action.sender] { last = used } else { last = try state.committed.loadAccount(action.sender).nonce }
      if nonce <= last {
        let reason = ActionRejection(.nonceTooLow, "nonce \(nonce) was used before: the next one of \(action.sender) is \(last &+ 1)")
        contents.refused.append((action, reason))
        queue.advance()
        continue
      }
      guard nonce - last == 1 else {
        queue.skipSender()
        continue
      }
      let snapshot = state.snapshot()
      do {
        try add(action, to: &contents, context, history, state)
        // An action is admitted only with a gas limit below what is left; its receipt cannot exceed that.
        context.gasLeft -= min(context.gasLeft, contents.receipts.last?.gasConsumed ?? 0)
        nonces[action.sender] = nonce
        queue.advance()
      } catch {
        if case .fault = error { throw error }
        try handling { () throws(StateFault) in try state.revert(to: snapshot) }
        if case .rejected(let reason) = error { contents.refused.append((action, reason)) }
        queue.skipSender()
      }
      if context.gasLeft < gasResidue { return }
    }
  }

  /// Announces the next epoch's candidates in the second half of an epoch, until they are known (golden quirk 39).
  private func addPollResult(
    to contents: inout Contents, _ context: BlockContext, _ system: SystemActions, _ history: any ChainHistory, _ state: WorkingSet
  ) throws(HandlingError) {
    guard let polls = suite.polls else { return }
    let epochs = context.epochs
    let epoch = epochs.epochNumber(of: context.height)
    let start = epochs.startHeight(of: epoch)
    let next = epochs.startHeight(of: epoch + 1)
    guard context.height >= start + (next - start) / 2 else { return }
    let known = try handling { () throws(StateFault) in
      try suite.candidates.candidates(at: next, epochs: epochs, state: state.committed)
    }
    guard known == nil else { return }
    let validation = ValidationContext(
      height: context.height, producer: context.producer, rules: context.rules, epochs: epochs, history: history)
    let elected = try handling { () throws(StateFault) in try polls.candidatesToAnnounce(at: start, in: validation) }
    if let elected, !elected.candidates.isEmpty {
      try add(system.pollResult(elected, epochStart: next), to: &contents, context, history, state)
    } else if context.height == epochs.lastHeight(of: epoch) {
      throw .rejected(
        ActionRejection(
          .wrongPollResult, "the delegates of epoch \(epoch + 1) are unknown in the last block of epoch \(epoch): check the election source"
        ))
    }
  }

  private func add(
    _ action: SealedAction, to contents: inout Contents, _ context: BlockContext, _ history: any ChainHistory, _ state: WorkingSet
  ) throws(HandlingError) {
    let receipt = try runner.run(action, in: context, history: history, state: state)
    contents.actions.append(action)
    contents.receipts.append(receipt)
  }
}
