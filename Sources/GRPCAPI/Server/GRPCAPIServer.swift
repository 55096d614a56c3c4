public import APICore
internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix
internal import Glibc
internal import WireProto

/// Serves a node's API over gRPC, with health and reflection.
///
/// It listens from `run` on until the task is cancelled, or `beginGracefulShutdown` is called and all calls have ended or
/// their grace is over. It runs once. A newcomer starts with `APIService`.
public final class GRPCAPIServer: Sendable {
  private let api: NodeAPI
  private let readiness: Readiness
  private let configuration: GRPCServerConfiguration
  private let transport: HTTP2ServerTransport.Posix
  private let server: GRPCServer<HTTP2ServerTransport.Posix>
  private let shutdown: AsyncStream<Void>
  private let shutdownSignal: AsyncStream<Void>.Continuation

  /// A server that does not listen yet.
  ///
  /// - Parameters:
  ///   - readiness: what health checks say.
  ///   - report: called for each call, for metrics; it must return soon.
  public init(
    api: NodeAPI, readiness: Readiness, configuration: GRPCServerConfiguration,
    report: (@Sendable (CallEvent) -> Void)? = nil
  ) throws(GRPCServerError) {
    self.api = api
    self.readiness = readiness
    self.configuration = configuration
    transport = HTTP2ServerTransport.Posix(
      address: configuration.address, transportSecurity: try Self.security(configuration.tls), config: configuration.transport)
    var router = RPCRouter<HTTP2ServerTransport.Posix>()
    try Self.register(api: api, readiness: readiness, configuration: configuration, with: &router)
    if let report { router.registerInterceptors(pipeline: [.apply(CallReporting(report: report), to: .all)]) }
    server = GRPCServer(transport: transport, router: router)
    (shutdown, shutdownSignal) = AsyncStream.makeStream()
  }

  /// Serves until shutdown.
  ///
  /// - Throws: `GRPCServerError.cannotListen`.
  public func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [server, configuration] in
        do {
          try await server.serve()
        } catch {
          if Task.isCancelled { return }
          throw GRPCServerError.cannotListen(address: "\(configuration.host):\(configuration.port)", cause: Self.text(of: error))
        }
      }
      group.addTask { [shutdown, server, api, readiness, configuration] in
        for await _ in shutdown { break }
        readiness.close()
        api.beginShutdown()
        server.beginGracefulShutdown()
        // Ends early when everything has, or when the task is cancelled.
        try? await Task.sleep(for: configuration.shutdownGrace)
      }
      defer { group.cancelAll() }
      // Either serving ends, or the grace does.
      try await group.next()
    }
  }

  /// Ends streams, takes no more connections and calls, and lets `run` return.
  public func beginGracefulShutdown() { shutdownSignal.finish() }

  /// The port that is listened on, once it is.
  ///
  /// - Throws: when the server has stopped or could not listen.
  public var port: Int {
    get async throws {
      let address = try await transport.listeningAddress
      return address.ipv4?.port ?? address.ipv6?.port ?? configuration.port
    }
  }

  /// Registers the services of the server: the API, health, and reflection of them.
  ///
  /// Generic over the transport, so that the compiler makes one specialised copy of the code around every call.
  static func register<Transport: ServerTransport>(
    api: NodeAPI, readiness: Readiness, configuration: GRPCServerConfiguration, with router: inout RPCRouter<Transport>
  ) throws(GRPCServerError) {
    guard let index = try? ReflectionIndex(descriptorSet: WireDescriptors.serializedSet), !index.services.isEmpty else {
      throw .brokenDescriptors
    }
    APIService(api: api, timeout: configuration.requestTimeout, maxRequestBytes: configuration.maxRequestBytes)
      .registerMethods(with: &router)
    HealthService(api: api, readiness: readiness, watchLimit: configuration.healthWatchLimit).registerMethods(with: &router)
    ReflectionService(api: api, index: index, services: [Iotexapi_APIService.descriptor, Grpc_Health_V1_Health.descriptor])
      .registerMethods(with: &router)
  }

  private static func security(
    _ files: GRPCServerConfiguration.TLSFiles?
  ) throws(GRPCServerError) -> HTTP2ServerTransport.Posix.TransportSecurity {
    guard let files else { return .plaintext }
    for (path, setting) in [(files.certificatePath, "api.tlsCertificatePath"), (files.keyPath, "api.tlsKeyPath")]
    where access(path, R_OK) != 0 {
      throw .unreadableFile(path: path, setting: setting)
    }
    return .tls(
      certificateChain: [.file(path: files.certificatePath, format: .pem)], privateKey: .file(path: files.keyPath, format: .pem))
  }

  /// The innermost cause, which names what failed.
  private static func text(of error: any Error) -> String {
    var error = error
    while let cause = (error as? RuntimeError)?.cause { error = cause }
    return "\(error)"
  }
}

extension GRPCServerConfiguration {
  fileprivate var address: SocketAddress {
    switch host {
    case "": .ipv4(host: "0.0.0.0", port: port)
    case "localhost": .ipv4(host: "127.0.0.1", port: port)
    case let host where host.utf8.contains(UInt8(ascii: ":")): .ipv6(host: host, port: port)
    default: .ipv4(host: host, port: port)
    }
  }

  fileprivate var transport: HTTP2ServerTransport.Posix.Config {
    .defaults { config in
      // Twice the limit, so that most requests above it are answered with a status instead of a reset.
      config.rpc.maxRequestPayloadSize = maxRequestBytes > Int.max / 2 ? .max : maxRequestBytes * 2
      config.http2.maxConcurrentStreams = maxConcurrentCallsPerConnection
      config.connection.maxIdleTime = maxIdleTime
      config.connection.maxGraceTime = shutdownGrace
      config.connection.keepalive.time = keepaliveTime
      config.connection.keepalive.timeout = keepaliveTimeout
      config.connection.keepalive.clientBehavior.minPingIntervalWithoutCalls = minPingInterval
      config.connection.keepalive.clientBehavior.allowWithoutCalls = true
      let limit = ConnectionLimit(maxConnections)
      config.channelDebuggingCallbacks.onAcceptTCPConnection = { channel in limit.accept(channel) }
    }
  }
}
