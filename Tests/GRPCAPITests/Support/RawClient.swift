import GRPCCore
import GRPCInProcessTransport
import Testing

@testable import APICore
@testable import GRPCAPI

/// Messages as bytes, unread.
struct RawBytes: MessageSerializer, MessageDeserializer {
  func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }
  func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] { bytes.withUnsafeBytes { [UInt8]($0) } }
}

/// How a call ended.
enum CallResult: Equatable {
  case answer([UInt8])
  case failure(RPCError.Code)
}

/// Expects a call to end in a way, or in any other.
func expect(
  _ expected: CallResult, not isNegated: Bool = false, sourceLocation: SourceLocation = #_sourceLocation,
  _ call: () async throws -> CallResult
) async throws {
  let result = try await call()
  #expect((result == expected) != isNegated, "\(result)", sourceLocation: sourceLocation)
}

/// A client that sends and receives bytes.
struct RawClient<Transport: ClientTransport>: Sendable {
  let client: GRPCClient<Transport>

  /// Calls a method that gives one answer to one request.
  func call(_ path: String, _ request: [UInt8], timeout: Duration? = nil) async throws -> CallResult {
    do {
      return .answer(try await answer(path, request, timeout: timeout))
    } catch let error as RPCError {
      return .failure(error.code)
    }
  }

  /// The answer of a method, or its error.
  func answer(_ path: String, _ request: [UInt8], timeout: Duration? = nil) async throws -> [UInt8] {
    var options = CallOptions.defaults
    options.timeout = timeout
    return try await client.unary(
      request: ClientRequest(message: request), descriptor: Self.descriptor(path), serializer: RawBytes(), deserializer: RawBytes(),
      options: options
    ) { response in try response.message }
  }

  /// Calls a method that answers with a stream, and hands the answers over.
  func stream<Value: Sendable>(
    _ path: String, _ request: [UInt8], _ body: @escaping @Sendable (RPCAsyncSequence<[UInt8], any Error>) async throws -> Value
  ) async throws -> Value {
    try await client.serverStreaming(
      request: ClientRequest(message: request), descriptor: Self.descriptor(path), serializer: RawBytes(), deserializer: RawBytes(),
      options: .defaults
    ) { response in try await body(response.messages) }
  }

  private static func descriptor(_ path: String) -> MethodDescriptor {
    let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
    return MethodDescriptor(fullyQualifiedService: parts[0], method: parts[parts.count - 1])
  }
}

/// Serves an API without a network, for as long as the body runs.
func withAPI<Value: Sendable>(
  _ api: NodeAPI, readiness: Readiness = Readiness(), configuration: GRPCServerConfiguration = .init(),
  _ body: @escaping @Sendable (RawClient<InProcessTransport.Client>) async throws -> Value
) async throws -> Value {
  let transport = InProcessTransport()
  var router = RPCRouter<InProcessTransport.Server>()
  try GRPCAPIServer.register(api: api, readiness: readiness, configuration: configuration, with: &router)
  let server = GRPCServer(transport: transport.server, router: router)
  return try await withThrowingDiscardingTaskGroup { group in
    group.addTask { try await server.serve() }
    defer { server.beginGracefulShutdown() }
    return try await withGRPCClient(transport: transport.client) { client in try await body(RawClient(client: client)) }
  }
}
