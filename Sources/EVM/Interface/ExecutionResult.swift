public import Primitives

/// How an execution ended.
public enum ExecutionOutcome: Sendable, Hashable {
  /// It ran to STOP, RETURN, SELFDESTRUCT or the end of its code.
  case success
  /// It undid itself with REVERT; the remaining gas is kept.
  case revert
  /// It was stopped.
  case halt(ExceptionalHalt)
}

/// What an outermost call or creation gave.
public struct ExecutionResult: Sendable, Hashable {
  /// How it ended.
  public var outcome: ExecutionOutcome
  /// What RETURN or REVERT gave; for a successful creation, the stored code.
  public var output: [UInt8]
  /// Gas not used, before any refund.
  public var gasLeft: UInt64
  /// The refund counter after the execution (SSTORE, SELFDESTRUCT), uncapped; the caller caps and pays it.
  public var refund: UInt64
  /// The address of the contract, for a creation, whatever its outcome; `nil` for a call.
  public var createdAddress: Address?

  /// Whether the outcome is success.
  public var isSuccess: Bool { outcome == .success }
}
