internal import GRPCCore
internal import GRPCProtobuf
internal import SwiftProtobuf
internal import WireProto

/// Registers the methods with a limit on the size of requests.
///
/// The transport has a limit as well, but it resets the stream, so that a client learns nothing.
extension APIService {
  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    typealias Method = Iotexapi_APIService.Method
    register(Method.GetAccount.descriptor, with: &router) { try await getAccount(request: $0, context: $1) }
    register(Method.GetActions.descriptor, with: &router) { try await getActions(request: $0, context: $1) }
    register(Method.GetBlockMetas.descriptor, with: &router) { try await getBlockMetas(request: $0, context: $1) }
    register(Method.GetChainMeta.descriptor, with: &router) { try await getChainMeta(request: $0, context: $1) }
    register(Method.GetServerMeta.descriptor, with: &router) { try await getServerMeta(request: $0, context: $1) }
    register(Method.SendAction.descriptor, with: &router) { try await sendAction(request: $0, context: $1) }
    register(Method.GetReceiptByAction.descriptor, with: &router) { try await getReceiptByAction(request: $0, context: $1) }
    register(Method.ReadContract.descriptor, with: &router) { try await readContract(request: $0, context: $1) }
    register(Method.SuggestGasPrice.descriptor, with: &router) { try await suggestGasPrice(request: $0, context: $1) }
    register(Method.EstimateGasForAction.descriptor, with: &router) { try await estimateGasForAction(request: $0, context: $1) }
    register(Method.ReadState.descriptor, with: &router) { try await readState(request: $0, context: $1) }
    register(Method.GetEpochMeta.descriptor, with: &router) { try await getEpochMeta(request: $0, context: $1) }
    register(Method.GetRawBlocks.descriptor, with: &router) { try await getRawBlocks(request: $0, context: $1) }
    register(Method.GetLogs.descriptor, with: &router) { try await getLogs(request: $0, context: $1) }
    router.registerHandler(
      forMethod: Method.StreamBlocks.descriptor, deserializer: LimitedDeserializer(limit: maxRequestBytes), serializer: ProtobufSerializer()
    ) { request, context in
      try await streamBlocks(request: ServerRequest(stream: request), context: context)
    }
  }

  private func register<Request: Message, Answer: Message, Transport: ServerTransport>(
    _ method: MethodDescriptor, with router: inout RPCRouter<Transport>,
    _ handler: @escaping @Sendable (ServerRequest<Request>, ServerContext) async throws -> ServerResponse<Answer>
  ) {
    router.registerHandler(
      forMethod: method, deserializer: LimitedDeserializer(limit: maxRequestBytes), serializer: ProtobufSerializer()
    ) { request, context in
      StreamingServerResponse(single: try await handler(ServerRequest(stream: request), context))
    }
  }
}

/// Refuses messages that are too large, and bytes that are no message.
private struct LimitedDeserializer<Request: Message>: MessageDeserializer {
  let limit: Int

  func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> Request {
    guard bytes.count <= limit else {
      throw RPCError(code: .resourceExhausted, message: "the request has \(bytes.count) bytes; this node takes at most \(limit)")
    }
    return try ProtobufDeserializer().deserialize(bytes)
  }
}
