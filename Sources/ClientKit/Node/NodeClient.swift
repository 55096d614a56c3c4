import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Glibc
import Synchronization
import WireProto

/// A typed client of one node's gRPC API.
///
/// The connection is opened by the first call and kept for the next ones. Every call fails when no connection comes about, at once when the
/// endpoint refuses it, and after ``timeout`` at the latest. Sharing between tasks is safe: the state behind it is under one lock.
public final class NodeClient: Sendable {
  typealias Connection = GRPCClient<HTTP2ClientTransport.Posix>

  /// Where the node listens.
  public let endpoint: NodeEndpoint
  /// How long a call may take, connecting included.
  public let timeout: Duration
  private let state = Mutex<State>(State())

  private struct State {
    var connection: Connection?
    var task: Task<Void, Never>?
  }

  /// A client that has no connection yet.
  public init(endpoint: NodeEndpoint, timeout: Duration = .seconds(10)) {
    self.endpoint = endpoint
    self.timeout = timeout
  }

  deinit { close() }

  /// Gives the connection up. Calls under way fail.
  public func close() {
    let (connection, task) = state.withLock { state in
      defer { state = State() }
      return (state.connection, state.task)
    }
    connection?.beginGracefulShutdown()
    task?.cancel()
  }

  private func connection() throws(NodeError) -> Connection {
    do {
      return try state.withLock { state in
        if let connection = state.connection { return connection }
        let connection = Connection(transport: try makeTransport())
        state.connection = connection
        // Held in `state` and cancelled by `close`.
        state.task = Task { try? await connection.runConnections() }
        return connection
      }
    } catch {
      let certificates = endpoint.isSecure ? Self.certificateFile.map { ": the certificates in \($0) (SSL_CERT_FILE) cannot be read" } : nil
      throw NodeError(code: .unreachable, message: "cannot set up the connection to \(endpoint)\(certificates ?? ": \(error)")")
    }
  }

  /// A file of certificates to trust instead of the system's. Go's programs look into the same variable.
  private static var certificateFile: String? {
    guard let path = getenv("SSL_CERT_FILE"), path.pointee != 0 else { return nil }
    return String(cString: path)
  }

  private func makeTransport() throws -> HTTP2ClientTransport.Posix {
    var address = in6_addr()
    let target: any ResolvableTarget
    if inet_pton(AF_INET, endpoint.host, &address) == 1 {
      target = .ipv4(address: endpoint.host, port: endpoint.port)
    } else if inet_pton(AF_INET6, endpoint.host, &address) == 1 {
      target = .ipv6(address: endpoint.host, port: endpoint.port)
    } else {
      target = .dns(host: endpoint.host, port: endpoint.port)
    }
    guard endpoint.isSecure else { return try HTTP2ClientTransport.Posix(target: target, transportSecurity: .plaintext) }
    let security = HTTP2ClientTransport.Posix.TransportSecurity.tls { configuration in
      if let path = Self.certificateFile { configuration.trustRoots = .certificates([.file(path: path, format: .pem)]) }
    }
    return try HTTP2ClientTransport.Posix(target: target, transportSecurity: security)
  }

  /// Makes a call of the node's own service and names its failure.
  func call<Answer: Sendable>(
    _ body: @Sendable (Iotexapi_APIService.Client<HTTP2ClientTransport.Posix>, CallOptions) async throws -> Answer
  ) async throws(NodeError) -> Answer {
    try await callConnection { connection, options in try await body(Iotexapi_APIService.Client(wrapping: connection), options) }
  }

  /// Makes a call and names its failure.
  func callConnection<Answer: Sendable>(
    _ body: @Sendable (Connection, CallOptions) async throws -> Answer
  ) async throws(NodeError) -> Answer {
    let connection = try connection()
    var options = CallOptions.defaults
    options.timeout = timeout
    options.waitForReady = false
    do {
      return try await body(connection, options)
    } catch let error as RPCError {
      throw failure(error)
    } catch {
      throw NodeError(code: .unknown, message: "\(error)")
    }
  }

  private func failure(_ error: RPCError) -> NodeError {
    // Only the transport gives a cause, and only when the call did not reach the node; so does a deadline before any connection, and a
    // server that hangs up at our first bytes.
    if error.code == .unavailable,
      error.cause != nil || error.message.hasSuffix("no subchannel available.") || error.message.hasSuffix("HTTP/2 connection preface.")
    {
      return NodeError(code: .unreachable, message: Reachability.explain(endpoint, cause: error.cause))
    }
    if error.code == .deadlineExceeded {
      return NodeError(code: .deadlineExceeded, message: "no answer from \(endpoint) within \(timeout)")
    }
    return NodeError(code: NodeError.Code(error.code), message: error.message)
  }
}

extension NodeError.Code {
  /// The code of a gRPC status.
  init(_ code: RPCError.Code) {
    switch code {
    case .cancelled: self = .cancelled
    case .invalidArgument: self = .invalidArgument
    case .deadlineExceeded: self = .deadlineExceeded
    case .notFound: self = .notFound
    case .alreadyExists: self = .alreadyExists
    case .permissionDenied: self = .permissionDenied
    case .resourceExhausted: self = .resourceExhausted
    case .failedPrecondition: self = .failedPrecondition
    case .aborted: self = .aborted
    case .outOfRange: self = .outOfRange
    case .unimplemented: self = .unimplemented
    case .internalError: self = .internalError
    case .unavailable: self = .unavailable
    case .dataLoss: self = .dataLoss
    case .unauthenticated: self = .unauthenticated
    default: self = .unknown
    }
  }
}
