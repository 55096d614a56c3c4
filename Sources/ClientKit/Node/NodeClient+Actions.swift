public import ChainTypes
import GRPCCore
import SwiftProtobuf
public import WireProto

extension NodeClient {
  /// Hands an action to the node's pool.
  public func send(_ action: SealedAction) async throws(NodeError) {
    let request = Iotexapi_SendActionRequest.with { $0.action = Self.message(action) }
    _ = try await call { try await $0.sendAction(request, options: $1) }
  }

  /// Runs an execution on the state of the tip and keeps nothing of it.
  public func read(_ action: SealedAction) async throws(NodeError) -> Iotexapi_ReadContractResponse {
    let request = Iotexapi_ReadContractRequest.with { $0.action = Self.message(action) }
    return try await call { try await $0.readContract(request, options: $1) }
  }

  /// The gas that an action would use.
  public func estimateGas(_ action: SealedAction) async throws(NodeError) -> UInt64 {
    let request = Iotexapi_EstimateGasForActionRequest.with { $0.action = Self.message(action) }
    return try await call { try await $0.estimateGasForAction(request, options: $1).gas }
  }

  /// The generated message of an action.
  public static func message(_ action: SealedAction) -> Iotextypes_Action {
    // Our own encoding is always readable.
    (try? Iotextypes_Action(serializedBytes: action.encoded)) ?? Iotextypes_Action()
  }
}
