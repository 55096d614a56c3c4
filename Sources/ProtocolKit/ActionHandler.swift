public import ChainSpec
public import ChainTypes
public import Primitives
public import State

/// What one kind of action does to the state.
///
/// Handlers are values without state of their own. They are asked in the order of `ProtocolSuite.handlers`; the first
/// receipt ends the search (`state/factory/statetx.go`, `server/itx/server.go`; golden quirk 54).
public protocol ActionHandler: Sendable {
  /// Refuses an action that must not be in a block of this context, without executing it.
  ///
  /// The pool and block validation call it for every action, of every kind.
  ///
  /// - Parameter state: the state below the block.
  func validate(_ action: SealedAction, in context: ValidationContext, state: WorkingSet) throws(HandlingError)

  /// Executes an action.
  ///
  /// - Returns: the receipt, or nil when the action is of a kind that this handler does not process.
  /// - Throws: a `HandlingError`; writes already made are the caller's to revert.
  func handle(_ context: ActionContext, state: WorkingSet) throws(HandlingError) -> Receipt?

  /// Writes what this protocol keeps at height 0.
  ///
  /// - Parameter context: the context of height 0.
  func writeGenesisState(of genesis: Genesis, in context: BlockContext, state: WorkingSet) throws(HandlingError)
}

extension ActionHandler {
  /// Accepts everything.
  public func validate(_ action: SealedAction, in context: ValidationContext, state: WorkingSet) throws(HandlingError) {}

  /// Writes nothing.
  public func writeGenesisState(of genesis: Genesis, in context: BlockContext, state: WorkingSet) throws(HandlingError) {}
}

/// Where an action is validated.
public struct ValidationContext {
  /// The height of the block that the action is in, or would be in.
  public let height: UInt64
  /// The block's producer; nil in the pool, where no block exists yet.
  public let producer: Address?
  /// The rules at `height`.
  public let rules: Rules
  /// The network's epochs.
  public let epochs: EpochArithmetic
  /// The blocks below.
  public let history: any ChainHistory

  /// Creates a context.
  public init(height: UInt64, producer: Address?, rules: Rules, epochs: EpochArithmetic, history: any ChainHistory) {
    self.height = height
    self.producer = producer
    self.rules = rules
    self.epochs = epochs
    self.history = history
  }
}
