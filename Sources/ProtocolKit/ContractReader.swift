public import ChainTypes
public import Primitives
public import State

/// Executes contracts without changing the chain.
public protocol ContractReader: Sendable {
  /// Runs an execution in a working set that is thrown away afterwards (`Blockchain.ExecuteContractRead`).
  ///
  /// - Parameters:
  ///   - execution: the call; its nonce need not match.
  ///   - gasLimit: gas that the call may use at most, in gas units.
  ///   - gasPrice: in Rau per unit of gas; the caller pays in the working set.
  ///   - caller: the account in whose name it runs.
  ///   - block: the context that the contract sees, usually the last block's.
  ///   - isCancelled: asked now and then; true ends the call, which then counts as failed.
  /// - Returns: what the call returned, and the receipt that it would have.
  func read(
    _ execution: Execution, gasLimit: UInt64, gasPrice: WireInteger, caller: Address, block: BlockContext, state: WorkingSet,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(HandlingError) -> (output: [UInt8], receipt: Receipt)
}
