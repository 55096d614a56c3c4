internal import ChainSpec
public import ChainTypes
internal import EVM
public import Primitives
public import ProtocolKit
public import State

/// Creates and calls contracts (`action/protocol/execution`).
///
/// The sender pays for the gas limit in advance and gets back what was not used. At Mainnet Alpha the used gas is charged
/// once more, as the fee that goes into the rewarding fund (golden quirk 10).
public struct ExecutionHandler: ActionHandler {
  /// The largest size of an execution in bytes, counted as `SealedAction.totalSize` does.
  static let sizeLimit = 32 * 1024

  private let fees: any FeeSink
  let machines: MachineRoom

  /// A handler whose fees go to a sink.
  public init(fees: any FeeSink) {
    self.fees = fees
    machines = MachineRoom()
  }

  public func validate(_ action: SealedAction, in context: ValidationContext, state: WorkingSet) throws(HandlingError) {
    guard case .execution(let execution) = action.envelope.payload else { return }
    if context.rules.limitsExecutionDataTo32KiB, let size = action.totalSize, size > Self.sizeLimit {
      throw .rejected(ActionRejection(.oversized, "an execution of \(size) bytes exceeds \(Self.sizeLimit)"))
    }
    guard !execution.amount.isNegative else {
      throw .rejected(ActionRejection(.negativeAmount, "the amount \(execution.amount.decimal) is negative"))
    }
    guard !action.envelope.gasPrice.isNegative else {
      throw .rejected(ActionRejection(.negativeAmount, "the gas price \(action.envelope.gasPrice.decimal) is negative"))
    }
    _ = try Self.target(of: execution)
  }

  public func handle(_ context: ActionContext, state: WorkingSet) throws(HandlingError) -> Receipt? {
    guard case .execution(let execution) = context.action.envelope.payload else { return nil }
    let envelope = context.action.envelope
    let call = ContractCall(
      execution: execution, gasLimit: envelope.gasLimit, gasPrice: envelope.gasPrice, caller: context.caller,
      actionHash: context.action.hash, block: context.block)
    let fees = context.block.rules.chargesExecutionGasTwice ? self.fees : nil
    return try machines.run(call, state: state, fees: fees).receipt
  }

  /// The contract that an execution calls; nil for a creation.
  static func target(of execution: Execution) throws(HandlingError) -> Address? {
    guard !execution.contract.isEmpty else { return nil }
    do {
      return try Address(bech32: execution.contract)
    } catch {
      throw .rejected(ActionRejection(.invalidAddress, "the contract \"\(execution.contract)\" is no address: \(error)"))
    }
  }
}

extension ExecutionHandler: ContractReader {
  /// The caller pays for the gas in the working set, so a call that it cannot pay fails (golden quirk 30).
  public func read(
    _ execution: Execution, gasLimit: UInt64, gasPrice: WireInteger, caller: Address, block: ProtocolKit.BlockContext, state: WorkingSet,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(HandlingError) -> (output: [UInt8], receipt: Receipt) {
    let call = ContractCall(
      execution: execution, gasLimit: gasLimit, gasPrice: gasPrice, caller: caller, actionHash: .zero, block: block)
    return try machines.run(call, state: state, fees: nil, limits: ExecutionLimits(cancellation: CancellationFlag(when: isCancelled)))
  }
}
