public import ChainTypes
public import Primitives
public import State

/// Executes the actions of a block, one after the other, over a working set (`state/factory/statetx.go`).
///
/// Import, synchronisation, consensus and minting all run actions through this one type.
public struct BlockRunner: Sendable {
  private let handlers: [any ActionHandler]

  /// A runner that offers every action to these handlers, in order.
  public init(handlers: [any ActionHandler]) {
    self.handlers = handlers
  }

  /// Executes one action.
  ///
  /// - Returns: its receipt. At Mainnet Alpha every action that this client supports has one.
  /// - Throws: `HandlingError`; the state then holds writes of the failed action, which the caller reverts or drops.
  public func run(
    _ action: SealedAction, in block: BlockContext, history: any ChainHistory, state: WorkingSet
  ) throws(HandlingError) -> Receipt {
    let context: ActionContext
    do {
      context = try ActionContext(block: block, action: action, history: history)
    } catch {
      throw .rejected(error)
    }
    for handler in handlers {
      if let receipt = try handler.handle(context, state: state) { return receipt }
    }
    throw .rejected(
      ActionRejection(.unsupported, "action \(action.hash) is of kind \(action.envelope.payload.kind), which this node does not process"))
  }

  /// Executes all actions of a block and closes it with the height record, the last write of every block (golden quirk 3).
  ///
  /// - Returns: the receipts in the order of the actions.
  /// - Throws: `FailedAction`, naming the action that cannot be executed.
  public func run(
    _ actions: [SealedAction], in block: BlockContext, history: any ChainHistory, state: WorkingSet
  ) throws(FailedAction) -> [Receipt] {
    var receipts: [Receipt] = []
    receipts.reserveCapacity(actions.count)
    for (index, action) in actions.enumerated() {
      do {
        receipts.append(try run(action, in: block, history: history, state: state))
      } catch {
        throw FailedAction(index: index, hash: action.hash, cause: error)
      }
    }
    state.setHeight(block.height)
    return receipts
  }
}

/// An action of a block that could not be executed.
public struct FailedAction: Error, Sendable {
  /// The action's position in the block, from 0.
  public let index: Int
  /// The action's hash.
  public let hash: Hash256
  /// What went wrong.
  public let cause: HandlingError
}
