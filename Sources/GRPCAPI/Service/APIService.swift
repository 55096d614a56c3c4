internal import APICore
internal import ChainTypes
internal import GRPCCore
internal import Primitives
internal import SwiftProtobuf
internal import WireProto

/// `iotexapi.APIService` over `NodeAPI`: turns messages into its requests, and its answers and errors into messages.
///
/// What each method does is in `NodeAPI`; where it differs from the reference is in `Docs/API.md`.
struct APIService: Iotexapi_APIService.ServiceProtocol {
  let api: NodeAPI
  /// The longest that a request may take, whatever its client's deadline is.
  let timeout: Duration
  /// The largest request in bytes.
  let maxRequestBytes: Int

  /// Which threads a request needs.
  private enum Lane { case read, contract }

  /// Answers a request off the cooperative threads, until the client gives up or time is over.
  private func answer<Request: Sendable, Answer: Sendable>(
    _ request: ServerRequest<Request>, on lane: Lane = .read,
    _ body: @escaping @Sendable (NodeAPI, Request, APICall) throws(APIError) -> Answer
  ) async throws -> ServerResponse<Answer> {
    let call = APICall(timeout: min(timeout, CallTimeout.read(request.metadata) ?? timeout))
    let message = request.message
    let work: @Sendable (NodeAPI) throws(APIError) -> Answer = { (api) throws(APIError) in try body(api, message, call) }
    do throws(APIError) {
      let answer = try await withRPCCancellationHandler { () throws(APIError) in
        switch lane {
        case .read: try await api.read(call, work)
        case .contract: try await api.callContract(call, work)
        }
      } onCancelRPC: { [api] in
        // A server that stops says so to every call; these still have their grace.
        if !api.isStopping { call.cancel() }
      }
      return ServerResponse(message: answer)
    } catch {
      return ServerResponse(error: error.rpcError)
    }
  }

  func getAccount(
    request: ServerRequest<Iotexapi_GetAccountRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_GetAccountResponse> {
    try await answer(request) { (api, request, _) throws(APIError) in
      let account = try api.account(RequestText.account(request.address))
      return .with {
        // As the client wrote it, upper case too.
        $0.accountMeta.address = request.address
        $0.accountMeta.balance = account.balance.decimal
        $0.accountMeta.nonce = account.nonce
        $0.accountMeta.pendingNonce = account.pendingNonce
        $0.accountMeta.numActions = account.actionCount
      }
    }
  }

  func getActions(
    request: ServerRequest<Iotexapi_GetActionsRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_GetActionsResponse> {
    try await answer(request) { (api, request, call) throws(APIError) in try api.actions(request, call: call) }
  }

  func getBlockMetas(
    request: ServerRequest<Iotexapi_GetBlockMetasRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_GetBlockMetasResponse> {
    try await answer(request) { (api, request, call) throws(APIError) in try api.blockMetas(request, call: call) }
  }

  func getChainMeta(
    request: ServerRequest<Iotexapi_GetChainMetaRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_GetChainMetaResponse> {
    try await answer(request) { (api, _, _) throws(APIError) in
      let chain = try api.chainSummary()
      return .with {
        $0.chainMeta.height = chain.height
        $0.chainMeta.numActions = Int64(clamping: chain.actionCount)
        $0.chainMeta.tps = Int64(clamping: chain.actionsPerSecond)
        $0.chainMeta.epoch = Iotextypes_EpochData(chain.epoch)
      }
    }
  }

  func getServerMeta(
    request: ServerRequest<Iotexapi_GetServerMetaRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_GetServerMetaResponse> {
    ServerResponse(message: .with { $0.serverMeta = Iotextypes_ServerMeta(api.build) })
  }

  func sendAction(
    request: ServerRequest<Iotexapi_SendActionRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_SendActionResponse> {
    try await answer(request) { (api, request, _) throws(APIError) in
      guard request.hasAction else { throw .missing("action") }
      let action = try SealedAction(request.action)
      try request.action.requireNumbers()
      let hash = try api.submit(action)
      return .with { $0.actionHash = hash.hex }
    }
  }

  func getReceiptByAction(
    request: ServerRequest<Iotexapi_GetReceiptByActionRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_GetReceiptByActionResponse> {
    try await answer(request) { (api, request, _) throws(APIError) in
      let found = try api.receipt(of: RequestText.hash(request.actionHash, field: "actionHash"))
      return .with {
        $0.receiptInfo.receipt = Iotextypes_Receipt(found.receipt)
        $0.receiptInfo.blkHash = found.blockHash.hex
      }
    }
  }

  func readContract(
    request: ServerRequest<Iotexapi_ReadContractRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_ReadContractResponse> {
    try await answer(request, on: .contract) { (api, request, call) throws(APIError) in
      guard request.hasAction else { throw .missing("action") }
      let answer = try api.read(ContractCall(SealedAction(request.action)), call: call)
      return .with {
        $0.data = Hex.encode(answer.output)
        $0.receipt = Iotextypes_Receipt(answer.receipt)
      }
    }
  }

  func suggestGasPrice(
    request: ServerRequest<Iotexapi_SuggestGasPriceRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_SuggestGasPriceResponse> {
    try await answer(request) { (api, _, _) throws(APIError) in
      let price = try api.suggestedGasPrice()
      return .with { $0.gasPrice = price.asUInt64 ?? .max }
    }
  }

  func estimateGasForAction(
    request: ServerRequest<Iotexapi_EstimateGasForActionRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_EstimateGasForActionResponse> {
    try await answer(request, on: .contract) { (api, request, call) throws(APIError) in
      guard request.hasAction else { throw .missing("action") }
      let gas = try api.gasEstimate(for: SealedAction(request.action), call: call)
      return .with { $0.gas = gas }
    }
  }

  func readState(
    request: ServerRequest<Iotexapi_ReadStateRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_ReadStateResponse> {
    try await answer(request) { (api, request, _) throws(APIError) in
      let answer = try api.readState(
        protocol: String(decoding: request.protocolID.bytes, as: UTF8.self),
        method: String(decoding: request.methodName.bytes, as: UTF8.self), arguments: request.arguments.map(\.bytes))
      return .with { $0.data = answer.data }
    }
  }

  func getEpochMeta(
    request: ServerRequest<Iotexapi_GetEpochMetaRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_GetEpochMetaResponse> {
    try await answer(request) { (api, request, _) throws(APIError) in
      let epoch = try api.epoch(request.epochNumber)
      return .with {
        $0.epochData = Iotextypes_EpochData(epoch.epoch)
        $0.totalBlocks = epoch.blockCount
        $0.blockProducersInfo = epoch.producers.map { producer in
          .with {
            $0.address = producer.address
            $0.votes = producer.votes
            $0.active = producer.isActive
            $0.production = producer.production
          }
        }
      }
    }
  }

  func getRawBlocks(
    request: ServerRequest<Iotexapi_GetRawBlocksRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_GetRawBlocksResponse> {
    try await answer(request) { (api, request, call) throws(APIError) in try api.rawBlocks(request, call: call) }
  }

  func getLogs(
    request: ServerRequest<Iotexapi_GetLogsRequest>, context: ServerContext
  ) async throws -> ServerResponse<Iotexapi_GetLogsResponse> {
    try await answer(request) { (api, request, call) throws(APIError) in try api.logs(request, call: call) }
  }

  func streamBlocks(
    request: ServerRequest<Iotexapi_StreamBlocksRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Iotexapi_StreamBlocksResponse> {
    do throws(APIError) {
      let feed = try api.blockFeeds.follow()
      return StreamingServerResponse { writer in
        try await untilCancelled(context, api) {
          do {
            for try await committed in feed { try await writer.write(.init(committed)) }
          } catch let error as APIError {
            throw error.rpcError
          }
        }
        return [:]
      }
    } catch {
      return StreamingServerResponse(error: error.rpcError)
    }
  }
}

extension APIError {
  /// A part of a request that is not there.
  static func missing(_ field: String) -> APIError {
    APIError(.missingField, "the request has no \(field)", details: ["field": field])
  }

  /// A stored value that its own message type cannot read.
  static func unreadable(_ what: String) -> APIError {
    APIError(.fault, "\(what) cannot be put into an answer")
  }
}

/// Runs the body of a stream until it ends, or the client gives up, or the server stops.
func untilCancelled(_ context: ServerContext, _ api: NodeAPI, _ body: @escaping @Sendable () async throws -> Void) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await body() }
    group.addTask {
      try await context.cancellation.cancelled
      throw api.isStopping
        ? RPCError(code: .unavailable, message: "this node is stopping")
        : RPCError(code: .cancelled, message: "the caller gave up, or its time is over")
    }
    defer { group.cancelAll() }
    try await group.next()
  }
}
