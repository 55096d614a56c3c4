internal import APICore
internal import GRPCCore
internal import SwiftProtobuf
internal import WireProto

/// `grpc.health.v1.Health`: whether the node is ready.
///
/// The whole server (the empty name) and the API's service are known; both are SERVING while the node is ready.
struct HealthService: Grpc_Health_V1_Health.ServiceProtocol {
  let api: NodeAPI
  let readiness: Readiness
  /// How many may watch.
  let watchLimit: Int

  private static let known: Set<String> = ["", Iotexapi_APIService.descriptor.fullyQualifiedService]

  func check(
    request: ServerRequest<Grpc_Health_V1_HealthCheckRequest>, context: ServerContext
  ) async throws -> ServerResponse<Grpc_Health_V1_HealthCheckResponse> {
    guard Self.known.contains(request.message.service) else {
      throw RPCError(code: .notFound, message: "this server has no service \"\(request.message.service.prefix(80))\" with a health")
    }
    return ServerResponse(message: .with { $0.status = Self.status(readiness.isReady) })
  }

  func watch(
    request: ServerRequest<Grpc_Health_V1_HealthCheckRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Grpc_Health_V1_HealthCheckResponse> {
    let isKnown = Self.known.contains(request.message.service)
    guard let changes = readiness.watch(limit: watchLimit) else {
      throw RPCError(code: .resourceExhausted, message: "\(watchLimit) programs watch this node's health, as many as it takes")
    }
    return StreamingServerResponse { writer in
      try await untilCancelled(context, api) {
        if !isKnown { try await writer.write(.with { $0.status = .serviceUnknown }) }
        // An unknown service may be added later as far as the protocol knows: the stream stays open, and silent.
        for await isReady in changes where isKnown { try await writer.write(.with { $0.status = Self.status(isReady) }) }
      }
      return [:]
    }
  }

  private static func status(_ isReady: Bool) -> Grpc_Health_V1_HealthCheckResponse.ServingStatus {
    isReady ? .serving : .notServing
  }
}
