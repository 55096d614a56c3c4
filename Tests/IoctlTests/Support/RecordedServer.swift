import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Synchronization
import TestSupport

/// A node that gives recorded answers, and remembers what it was asked.
final class RecordedServer: Sendable {
  /// A recorded call.
  struct Call: Sendable {
    let method: String
    /// Nil when any request will do.
    let request: [UInt8]?
    /// Nil when the call failed.
    let response: [UInt8]?
    let code: String
    let message: String

    /// A call that is answered whatever is asked.
    init(_ method: String, response: [UInt8]? = nil, code: String = "") {
      self.method = RecordedServer.service + method
      request = nil
      self.response = response
      self.code = code
      message = code
    }

    init(_ json: JSON) throws {
      method = try json.string("method")
      request = try json.hex("request")
      response = json["response"].hexBytes
      code = json["code"].string ?? ""
      message = json["message"].string ?? ""
    }
  }

  private struct RawBytes: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }
    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] { bytes.withUnsafeBytes { [UInt8]($0) } }
  }

  /// What stands before the name of every method.
  static let service = "/iotexapi.APIService/"
  private static let methods = [
    "GetAccount", "GetActions", "GetBlockMetas", "GetChainMeta", "GetServerMeta", "SendAction", "GetReceiptByAction", "ReadContract",
    "SuggestGasPrice", "EstimateGasForAction", "ReadState", "GetEpochMeta",
  ]

  private let calls = Mutex<[Call]>([])
  private let objections = Mutex<[String]>([])
  private let asked = Mutex<[String]>([])

  /// Puts the answers of the next run in place.
  func prepare(_ next: [Call]) {
    calls.withLock { $0 = next }
    objections.withLock { $0 = [] }
    asked.withLock { $0 = [] }
  }

  /// The names of the calls since ``prepare(_:)``, in their order.
  var methods: [String] { asked.withLock { $0 } }

  /// What the run asked differently than the original did.
  func differences() -> [String] {
    objections.withLock { $0 } + calls.withLock { $0 }.map { "call missing: \($0.method)" }
  }

  private func answer(_ method: String, _ request: [UInt8]) throws -> [UInt8] {
    asked.withLock { $0.append(method) }
    let call = calls.withLock { calls in calls.firstIndex { $0.method == method }.map { calls.remove(at: $0) } }
    guard let call else {
      objections.withLock { $0.append("call not expected: \(method)") }
      throw RPCError(code: .unimplemented, message: "not recorded")
    }
    if let expected = call.request, expected != request { objections.withLock { $0.append("request of \(method) differs") } }
    if let response = call.response { return response }
    throw RPCError(code: Self.codes[call.code] ?? .unknown, message: call.message)
  }

  private static let codes: [String: RPCError.Code] = [
    "NOT_FOUND": .notFound, "INVALID_ARGUMENT": .invalidArgument, "UNAVAILABLE": .unavailable, "INTERNAL": .internalError,
    "UNKNOWN": .unknown, "UNIMPLEMENTED": .unimplemented, "DEADLINE_EXCEEDED": .deadlineExceeded,
  ]

  /// Serves on a port of this machine for as long as the body runs.
  ///
  /// - Parameter certificate: what it proves itself with; without one it speaks without TLS.
  func serve(
    certificate: TestCertificate? = nil, _ body: @escaping @Sendable (_ endpoint: String) async throws -> Void
  ) async throws {
    var router = RPCRouter<HTTP2ServerTransport.Posix>()
    for name in Self.methods {
      let method = Self.service + name
      router.registerHandler(
        forMethod: MethodDescriptor(fullyQualifiedService: "iotexapi.APIService", method: name), deserializer: RawBytes(),
        serializer: RawBytes()
      ) { request, _ in
        let message = try await ServerRequest(stream: request).message
        return StreamingServerResponse(single: ServerResponse(message: try self.answer(method, message)))
      }
    }
    let security =
      certificate.map {
        HTTP2ServerTransport.Posix.TransportSecurity.tls(
          certificateChain: [.file(path: $0.certificatePath, format: .pem)], privateKey: .file(path: $0.keyPath, format: .pem))
      } ?? .plaintext
    let transport = HTTP2ServerTransport.Posix(address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: security)
    let server = GRPCServer(transport: transport, router: router)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve() }
      let port = try await transport.listeningAddress.ipv4?.port ?? 0
      try await body("127.0.0.1:\(port)")
      server.beginGracefulShutdown()
      try await group.waitForAll()
    }
  }
}
