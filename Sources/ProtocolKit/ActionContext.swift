public import ChainTypes
public import Primitives

/// What a handler knows about the action it handles, beside the state.
public struct ActionContext {
  /// The block around the action.
  public let block: BlockContext
  /// The action.
  public let action: SealedAction
  /// Gas that the action uses before anything is executed, in gas units.
  public let intrinsicGas: UInt64
  /// The blocks below this one.
  public let history: any ChainHistory

  /// Creates the context of an action.
  ///
  /// - Throws: `ActionRejection` if the intrinsic gas cannot be computed (overflow).
  public init(block: BlockContext, action: SealedAction, history: any ChainHistory) throws(ActionRejection) {
    self.block = block
    self.action = action
    self.history = history
    do {
      intrinsicGas = try action.envelope.payload.intrinsicGas()
    } catch {
      throw ActionRejection(.intrinsicGasTooLow, "the intrinsic gas of action \(action.hash) cannot be computed: \(error)")
    }
  }

  /// The sender.
  public var caller: Address { action.sender }

  /// Price times intrinsic gas in Rau, or nil when that is negative or needs more than 256 bits.
  public var intrinsicFee: U256? { action.envelope.gasPrice.value?.multiplied(by: U256(intrinsicGas)) }

  /// A receipt of this action without logs that used the intrinsic gas.
  ///
  /// - Parameters:
  ///   - status: 1 for success, 0 for failure.
  ///   - contractAddress: the address that the handler puts into its receipts (its protocol's), or an empty text.
  public func receipt(status: ReceiptStatus, contractAddress: String, logs: [Log] = []) -> Receipt {
    Receipt(
      status: status.rawValue, blockHeight: block.height, actionHash: action.hash, gasConsumed: intrinsicGas,
      contractAddress: contractAddress, logs: logs)
  }
}

/// The status of a receipt at Mainnet Alpha (`action/receipt.go`).
public enum ReceiptStatus: UInt64, Sendable {
  /// The action had no effect beyond its fee and nonce.
  case failure = 0
  /// The action did what it says.
  case success = 1
}
