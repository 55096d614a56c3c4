import APITestSupport
import ChainCrypto
import ChainTypes
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Glibc
import Primitives
import ProtocolKit
import State
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing
import WireProto

@testable import APICore
@testable import GRPCAPI

/// The server over a real transport, on a port of the machine itself that is free at run time.
@Suite("The gRPC server")
struct ServerTests {
  private typealias Client = RawClient<HTTP2ClientTransport.Posix>
  private static let account = "iotexapi.APIService/GetAccount"

  /// Runs a server and a client of it.
  private func serve(
    _ api: NodeAPI, readiness: Readiness = Readiness(), configuration: GRPCServerConfiguration = .init(),
    security: HTTP2ClientTransport.Posix.TransportSecurity = .plaintext, report: (@Sendable (CallEvent) -> Void)? = nil,
    _ body: @escaping @Sendable (Client, GRPCAPIServer) async throws -> Void
  ) async throws {
    var configuration = configuration
    configuration.port = 0
    let server = try GRPCAPIServer(api: api, readiness: readiness, configuration: configuration, report: report)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      let transport = try HTTP2ClientTransport.Posix(
        target: .ipv4(address: "127.0.0.1", port: try await server.port), transportSecurity: security)
      try await withGRPCClient(transport: transport) { client in try await body(RawClient(client: client), server) }
      server.beginGracefulShutdown()
      try await group.waitForAll()
    }
  }

  /// A request about an address; texts that are none are not found.
  private static func request(_ address: String) -> [UInt8] {
    (try? Iotexapi_GetAccountRequest.with { $0.address = address }.serializedBytes()) ?? []
  }

  @Test("answers, and says what it does not have")
  func answers() async throws {
    let node = try TestNode()
    try await serve(node.api) { client, _ in
      let address = node.key.publicKey.address.bech32
      let answer = try await client.answer(Self.account, Self.request(address))
      let account = try Iotexapi_GetAccountResponse(serializedBytes: answer).accountMeta
      #expect(account.address == address)
      try await expect(.failure(.unimplemented)) { try await client.call("iotexapi.APIService/NoSuchMethod", []) }
      try await expect(.failure(.unimplemented)) { try await client.call("iotexapi.NoSuchService/GetAccount", []) }
      try await expect(.failure(.invalidArgument)) { try await client.call(Self.account, [0xff, 0xff, 0xff]) }
    }
  }

  @Test("reports calls with their status")
  func reports() async throws {
    let events = Mutex<[String]>([])
    try await serve(
      TestNode().api,
      report: { event in
        switch event {
        case .began(_, let method): events.withLock { $0.append("\(method) began") }
        case .ended(_, let method, let status, _): events.withLock { $0.append("\(method) \(status)") }
        }
      }
    ) { client, _ in
      _ = try await client.answer("iotexapi.APIService/GetServerMeta", [])
      try await expect(.failure(.notFound)) { try await client.call(Self.account, Self.request("a")) }
    }
    #expect(events.withLock { $0 } == ["GetServerMeta began", "GetServerMeta OK", "GetAccount began", "GetAccount NotFound"])
  }

  @Test("refuses requests above its size limit")
  func sizeLimit() async throws {
    var configuration = GRPCServerConfiguration()
    configuration.maxRequestBytes = 1_000
    try await serve(TestNode().api, configuration: configuration) { client, _ in
      let large = Self.request(String(repeating: "a", count: 1_500))
      try await expect(.failure(.resourceExhausted)) { try await client.call(Self.account, large) }
      try await expect(.failure(.notFound)) { try await client.call(Self.account, Self.request("a")) }
    }
  }

  @Test("encrypts with a certificate, and names a file that it cannot read")
  func tls() async throws {
    var configuration = GRPCServerConfiguration()
    let certificate = try #require(GoldenData.path("tls/certificate.pem"))
    configuration.tls = .init(certificatePath: certificate, keyPath: try #require(GoldenData.path("tls/key.pem")))
    let security = HTTP2ClientTransport.Posix.TransportSecurity.tls {
      $0.trustRoots = .certificates([.file(path: certificate, format: .pem)])
    }
    try await serve(TestNode().api, configuration: configuration, security: security) { client, _ in
      try await expect(.failure(.notFound)) { try await client.call(Self.account, Self.request("a")) }
    }
    configuration.tls?.keyPath = "/nosuch/key.pem"
    let error = #expect(throws: GRPCServerError.self) {
      try GRPCAPIServer(api: TestNode().api, readiness: Readiness(), configuration: configuration)
    }
    #expect(error.map { "\($0)" } == "api.tlsKeyPath names /nosuch/key.pem, which cannot be read")
  }

  @Test("says which address it cannot listen on")
  func cannotListen() async throws {
    let node = try TestNode()
    try await serve(node.api) { _, first in
      var configuration = GRPCServerConfiguration()
      configuration.port = try await first.port
      let second = try GRPCAPIServer(api: node.api, readiness: Readiness(), configuration: configuration)
      let error = await #expect(throws: GRPCServerError.self) { try await second.run() }
      guard case .cannotListen(let address, _) = error else {
        Issue.record("unexpected \(String(describing: error))")
        return
      }
      #expect(address == "127.0.0.1:\(configuration.port)")
    }
  }

  @Test("closes connections above its limit, and serves the others on")
  func connectionLimit() async throws {
    var configuration = GRPCServerConfiguration()
    configuration.maxConnections = 1
    try await serve(TestNode().api, configuration: configuration) { client, server in
      try await expect(.failure(.notFound)) { try await client.call(Self.account, Self.request("a")) }
      let transport = try HTTP2ClientTransport.Posix(
        target: .ipv4(address: "127.0.0.1", port: try await server.port), transportSecurity: .plaintext)
      try await withGRPCClient(transport: transport) { second in
        let second = RawClient(client: second)
        try await expect(.failure(.notFound), not: true) {
          try await second.call(Self.account, Self.request("a"), timeout: .milliseconds(300))
        }
      }
      try await expect(.failure(.notFound)) { try await client.call(Self.account, Self.request("a")) }
    }
  }

  @Test("ends streams when it stops")
  func gracefulShutdown() async throws {
    let node = try TestNode()
    let readiness = Readiness()
    try await serve(node.api, readiness: readiness) { client, server in
      let error = await #expect(throws: RPCError.self) {
        try await client.stream("iotexapi.APIService/StreamBlocks", []) { answers in
          server.beginGracefulShutdown()
          for try await _ in answers {}
        }
      }
      #expect(error?.code == .unavailable)
    }
    #expect(!readiness.isReady)
  }

  /// A machine that runs until it is told to stop, or let go.
  private final class HeldMachine: ContractReader {
    private let isReleased = Atomic(false)
    private let begun: AsyncStream<Void>
    private let beginning: AsyncStream<Void>.Continuation

    init() { (begun, beginning) = AsyncStream.makeStream() }

    func read(
      _ execution: Execution, gasLimit: UInt64, gasPrice: WireInteger, caller: Address, block: BlockContext, state: WorkingSet,
      isCancelled: @escaping @Sendable () -> Bool
    ) throws(HandlingError) -> (output: [UInt8], receipt: Receipt) {
      beginning.yield()
      while !isCancelled(), !isReleased.load(ordering: .relaxed) { sched_yield() }
      throw .rejected(ActionRejection(.arithmetic, "stopped"))
    }

    func waitForCall() async { for await _ in begun { return } }

    func release() { isReleased.store(true, ordering: .relaxed) }
  }

  private static func contractRequest(_ node: TestNode) throws -> [UInt8] {
    let execution = Execution(amount: WireInteger(.zero), contract: "", data: [])
    let envelope = Envelope(nonce: 1, gasLimit: 20_000, gasPrice: WireInteger(.zero), payload: .execution(execution))
    let action = SealedAction(envelope: envelope, senderPublicKey: node.key.publicKey, signature: [])
    return try Iotexapi_ReadContractRequest.with { request in
      request.action = try Iotextypes_Action(serializedBytes: action.encoded)
    }.serializedBytes()
  }

  @Test("ends a call at the client's deadline, or at its own limit")
  func deadlines() async throws {
    let node = try TestNode(contracts: HeldMachine())
    let request = try Self.contractRequest(node)
    let path = "iotexapi.APIService/ReadContract"
    var configuration = GRPCServerConfiguration()
    configuration.requestTimeout = .milliseconds(50)
    try await serve(node.api, configuration: configuration) { client, _ in
      try await expect(.failure(.deadlineExceeded)) { try await client.call(path, request, timeout: .milliseconds(20)) }
      try await expect(.failure(.deadlineExceeded)) { try await client.call(path, request) }
    }
  }

  @Test("refuses contract calls when too many run and wait, and answers other requests meanwhile")
  func busy() async throws {
    var limits = APIConfiguration()
    limits.contractWorkers = 1
    limits.waitingContractCalls = 0
    let machine = HeldMachine()
    let node = try TestNode(configuration: limits, contracts: machine)
    let request = try Self.contractRequest(node)
    let path = "iotexapi.APIService/ReadContract"
    try await serve(node.api) { client, _ in
      try await withThrowingTaskGroup(of: CallResult.self) { group in
        group.addTask { try await client.call(path, request) }
        await machine.waitForCall()
        try await expect(.failure(.resourceExhausted)) { try await client.call(path, request) }
        try await expect(.failure(.notFound)) { try await client.call(Self.account, Self.request("a")) }
        machine.release()
        #expect(try await group.next() == .failure(.invalidArgument))
      }
    }
  }
}
