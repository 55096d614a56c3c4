import GRPCCore
import SwiftProtobuf
public import WireProto

extension NodeClient {
  /// Balance and nonces of an account.
  ///
  /// - Parameter address: as the node shall read it, io1….
  public func account(_ address: String) async throws(NodeError) -> Iotextypes_AccountMeta {
    let request = Iotexapi_GetAccountRequest.with { $0.address = address }
    return try await call { try await $0.getAccount(request, options: $1).accountMeta }
  }

  /// Height, epoch and rate of the chain.
  public func chainMeta() async throws(NodeError) -> Iotextypes_ChainMeta {
    try await call { try await $0.getChainMeta(Iotexapi_GetChainMetaRequest(), options: $1).chainMeta }
  }

  /// The build that answers.
  public func serverMeta() async throws(NodeError) -> Iotextypes_ServerMeta {
    try await call { try await $0.getServerMeta(Iotexapi_GetServerMetaRequest(), options: $1).serverMeta }
  }

  /// Summaries of blocks from a height on.
  public func blocks(from height: UInt64, count: UInt64) async throws(NodeError) -> [Iotextypes_BlockMeta] {
    let request = Iotexapi_GetBlockMetasRequest.with {
      $0.byIndex.start = height
      $0.byIndex.count = count
    }
    return try await call { try await $0.getBlockMetas(request, options: $1).blkMetas }
  }

  /// The summary of a block of this hash, in hexadecimal digits.
  public func block(hash: String) async throws(NodeError) -> [Iotextypes_BlockMeta] {
    var lookup = Iotexapi_GetBlockMetaByHashRequest()
    lookup.blkHash = hash
    let request = Iotexapi_GetBlockMetasRequest.with { $0.byHash = lookup }
    return try await call { try await $0.getBlockMetas(request, options: $1).blkMetas }
  }

  /// The action of this hash, waiting ones included.
  public func action(hash: String) async throws(NodeError) -> [Iotexapi_ActionInfo] {
    let request = Iotexapi_GetActionsRequest.with {
      $0.byHash.actionHash = hash
      $0.byHash.checkPending = true
    }
    return try await call { try await $0.getActions(request, options: $1).actionInfo }
  }

  /// Actions that an address sent or received, and those that wait.
  public func actions(of address: String, start: UInt64, count: UInt64) async throws(NodeError) -> [Iotexapi_ActionInfo] {
    let request = Iotexapi_GetActionsRequest.with {
      $0.byAddr.address = address
      $0.byAddr.start = start
      $0.byAddr.count = count
    }
    return try await call { try await $0.getActions(request, options: $1).actionInfo }
  }

  /// Actions of a block.
  public func actions(ofBlock hash: String, start: UInt64 = 0, count: UInt64) async throws(NodeError) -> [Iotexapi_ActionInfo] {
    let request = Iotexapi_GetActionsRequest.with {
      $0.byBlk.blkHash = hash
      $0.byBlk.start = start
      $0.byBlk.count = count
    }
    return try await call { try await $0.getActions(request, options: $1).actionInfo }
  }

  /// The receipt of an action.
  public func receipt(ofAction hash: String) async throws(NodeError) -> Iotextypes_Receipt {
    let request = Iotexapi_GetReceiptByActionRequest.with { $0.actionHash = hash }
    return try await call { try await $0.getReceiptByAction(request, options: $1).receiptInfo.receipt }
  }

  /// The receipt of an action; nil while it is in no block.
  public func receiptIfMined(ofAction hash: String) async throws(NodeError) -> Iotextypes_Receipt? {
    do throws(NodeError) {
      return try await receipt(ofAction: hash)
    } catch {
      guard error.code == .notFound else { throw error }
      return nil
    }
  }

  /// The gas price that recent blocks suggest, in Rau.
  public func suggestedGasPrice() async throws(NodeError) -> UInt64 {
    try await call { try await $0.suggestGasPrice(Iotexapi_SuggestGasPriceRequest(), options: $1).gasPrice }
  }

  /// What a protocol says of its state.
  public func state(
    ofProtocol name: String, method: String, arguments: [[UInt8]] = []
  ) async throws(NodeError) -> [UInt8] {
    let request = Iotexapi_ReadStateRequest.with {
      $0.protocolID = .init(name.utf8)
      $0.methodName = .init(method.utf8)
      $0.arguments = arguments.map { .init($0) }
    }
    return try await call { [UInt8](try await $0.readState(request, options: $1).data) }
  }

  /// Blocks and producers of an epoch.
  public func epoch(_ number: UInt64) async throws(NodeError) -> Iotexapi_GetEpochMetaResponse {
    let request = Iotexapi_GetEpochMetaRequest.with { $0.epochNumber = number }
    return try await call { try await $0.getEpochMeta(request, options: $1) }
  }

  /// Logs of contracts in a range of blocks.
  public func logs(_ request: Iotexapi_GetLogsRequest) async throws(NodeError) -> [Iotextypes_Log] {
    try await call { try await $0.getLogs(request, options: $1).logs }
  }
}
