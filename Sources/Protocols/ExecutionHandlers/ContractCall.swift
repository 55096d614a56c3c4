internal import ChainTypes
internal import Primitives
internal import ProtocolKit

/// An execution with everything that decides its outcome beside the state.
struct ContractCall {
  let execution: Execution
  /// In gas units.
  let gasLimit: UInt64
  /// In Rau per unit of gas.
  let gasPrice: WireInteger
  let caller: Address
  /// The action's hash, for logs and receipt.
  let actionHash: Hash256
  let block: ProtocolKit.BlockContext
}
