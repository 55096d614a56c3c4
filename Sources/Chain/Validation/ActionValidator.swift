public import ChainSpec
public import ChainTypes
internal import Primitives
public import ProtocolKit
public import State

/// Decides whether a single action may be in a block, as far as that can be told without executing it.
///
/// Pool and block validation share it (`action/protocol/generic_validator.go`, `blockchain/blockvalidator.go`).
public struct ActionValidator: Sendable {
  private let suite: ProtocolSuite
  private let actionGasLimit: UInt64
  private let allowsExperimental: Bool

  /// A validator for a network.
  ///
  /// - Parameter allowsExperimental: whether votes are accepted (`system.enableExperimentalActions`).
  public init(suite: ProtocolSuite, genesis: Genesis, allowsExperimental: Bool) {
    self.suite = suite
    actionGasLimit = genesis.blockchain.actionGasLimit
    self.allowsExperimental = allowsExperimental
  }

  /// Refuses an action that must not be in a block of this context. Signatures are not checked here.
  ///
  /// - Parameters:
  ///   - confirmedNonce: the sender's nonce in the state below the block.
  ///   - state: that state.
  public func validate(
    _ action: SealedAction, confirmedNonce: UInt64, in context: ValidationContext, state: WorkingSet
  ) throws(HandlingError) {
    let envelope = action.envelope
    if envelope.payload.kind.isSubChain || envelope.payload.kind.isPlum {
      throw .rejected(
        ActionRejection(.unsupported, "actions of kind \(envelope.payload.kind) are not processed: sub-chains were given up by IoTeX"))
    }
    if envelope.payload.kind.isExperimental && !allowsExperimental {
      throw .rejected(
        ActionRejection(
          .experimental, "actions of kind \(envelope.payload.kind) are experimental: set system.enableExperimentalActions to accept them"))
    }
    guard envelope.gasLimit <= actionGasLimit else {
      throw .rejected(ActionRejection(.gasLimitTooHigh, "the gas limit \(envelope.gasLimit) exceeds the network's \(actionGasLimit)"))
    }
    let intrinsicGas = try? envelope.payload.intrinsicGas()
    guard let intrinsicGas, intrinsicGas <= envelope.gasLimit else {
      throw .rejected(
        ActionRejection(
          .intrinsicGasTooLow,
          "the gas limit \(envelope.gasLimit) is below the \(intrinsicGas.map(String.init) ?? "uncountable") gas that the action needs"))
    }
    guard envelope.nonce == 0 || envelope.nonce > confirmedNonce else {
      throw .rejected(
        ActionRejection(.nonceTooLow, "nonce \(envelope.nonce) was used before: the next one of \(action.sender) is \(confirmedNonce &+ 1)")
      )
    }
    for handler in suite.handlers { try handler.validate(action, in: context, state: state) }
  }
}
