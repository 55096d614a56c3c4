internal import ChainTypes
internal import GRPCCore
internal import GRPCNIOTransportHTTP2
internal import Primitives
internal import SwiftProtobuf
internal import WireProto

/// The gRPC API of a node, as the load and the judges use it.
///
/// Actions and blocks cross as bytes: decoding them is the business of `ChainTypes`.
struct Endpoint: Sendable {
  /// The endpoint's host and port, for messages.
  let name: String
  private let client: GRPCClient<HTTP2ClientTransport.Posix>
  private let service: Iotexapi_APIService.Client<HTTP2ClientTransport.Posix>

  /// What a node said to an action.
  enum Answer: Sendable, Hashable {
    /// It is in the pool.
    case accepted
    /// It will not be mined in this form.
    case refused(String)
    /// The node is away, or too busy to say.
    case unavailable(String)
  }

  private init(name: String, client: GRPCClient<HTTP2ClientTransport.Posix>) {
    self.name = name
    self.client = client
    service = Iotexapi_APIService.Client(wrapping: client)
  }

  /// Connects for as long as the body runs. Lost connections are made again.
  static func with<Value: Sendable>(
    host: String, port: Int, _ body: @Sendable (Endpoint) async throws -> Value
  ) async throws -> Value {
    let transport = try HTTP2ClientTransport.Posix(
      target: .dns(host: host, port: port), transportSecurity: .plaintext,
      config: .defaults {
        $0.backoff.initial = .milliseconds(100); $0.backoff.max = .seconds(1)
      })
    return try await withGRPCClient(transport: transport) { client in
      try await body(Endpoint(name: "\(host):\(port)", client: client))
    }
  }

  /// Hands over an action. A node that is frozen lets its caller wait; one that is gone does not.
  func send(_ action: SealedAction) async -> Answer {
    var writer = ProtobufWriter()
    writer.bytes(1, action.encoded)
    do {
      try await client.unary(
        request: ClientRequest(message: writer.bytes), descriptor: Iotexapi_APIService.Method.SendAction.descriptor,
        serializer: RawBytes(), deserializer: RawBytes(), options: .defaults
      ) { response in _ = try response.message }
      return .accepted
    } catch let error as RPCError {
      switch error.code {
      case .alreadyExists: return .accepted
      case .unavailable, .deadlineExceeded, .cancelled, .resourceExhausted: return .unavailable(error.message)
      default: return .refused(error.message)
      }
    } catch {
      return .unavailable("\(error)")
    }
  }

  /// The height of the chain.
  func height() async throws -> UInt64 {
    try await asking { try await service.getChainMeta(.init(), options: Self.options(.seconds(5))).chainMeta.height }
  }

  /// The nonce that an account should use next.
  func nextNonce(of address: Address) async throws -> UInt64 {
    try await asking {
      try await service.getAccount(.with { $0.address = address.bech32 }, options: Self.options(.seconds(5))).accountMeta.pendingNonce
    }
  }

  /// Hashes of the blocks from a height on, at most `count`, in hexadecimal.
  func blockHashes(from height: UInt64, count: UInt64) async throws -> [String] {
    let request = Iotexapi_GetBlockMetasRequest.with {
      $0.byIndex = .with {
        $0.start = height
        $0.count = count
      }
    }
    return try await asking { try await service.getBlockMetas(request, options: Self.options(.seconds(20))).blkMetas.map(\.hash) }
  }

  /// The receipt of an action; nil while there is none.
  func receipt(of action: Hash256) async throws -> (succeeded: Bool, contract: String)? {
    do {
      let answer = try await service.getReceiptByAction(.with { $0.actionHash = action.hex }, options: Self.options(.seconds(5)))
      return (answer.receiptInfo.receipt.status == 1, answer.receiptInfo.receipt.contractAddress)
    } catch let error as RPCError where error.code == .notFound {
      return nil
    } catch {
      throw RehearsalError.endpoint(name, "did not answer: \(error)")
    }
  }

  /// The actions of a block by their hashes.
  func actions(ofBlock hash: String) async throws -> [Hash256] {
    var hashes: [Hash256] = []
    while true {
      let request = Iotexapi_GetActionsRequest.with {
        $0.byBlk = .with {
          $0.blkHash = hash
          $0.start = UInt64(hashes.count)
          $0.count = 1000
        }
      }
      let page = try await asking { try await service.getActions(request, options: Self.options(.seconds(20))) }
      hashes += page.actionInfo.compactMap { Hash256(hex: $0.actHash) }
      if page.actionInfo.count < 1000 { return hashes }
    }
  }

  /// Blocks as they are committed, from the next one on, until the connection is lost or the body returns.
  func blocks(_ body: @escaping @Sendable (FinalizedBlock) async throws -> Void) async throws {
    do {
      try await client.serverStreaming(
        request: ClientRequest(message: []), descriptor: Iotexapi_APIService.Method.StreamBlocks.descriptor, serializer: RawBytes(),
        deserializer: RawBytes(), options: Self.options(nil)
      ) { response in
        for try await message in response.messages {
          for block in try FinalizedBlock.list(decoding: message) { try await body(block) }
        }
      }
    } catch let error as RPCError where error.code == .unimplemented {
      throw RehearsalError.unsupported("StreamBlocks")
    }
  }

  /// Stored blocks, at most `count` from a height on.
  func storedBlocks(from height: UInt64, count: UInt64) async throws -> [FinalizedBlock] {
    var writer = ProtobufWriter()
    writer.uint64(1, height)
    writer.uint64(2, count)
    writer.bool(3, true)
    let answer = try await asking {
      try await client.unary(
        request: ClientRequest(message: writer.bytes), descriptor: Iotexapi_APIService.Method.GetRawBlocks.descriptor,
        serializer: RawBytes(), deserializer: RawBytes(), options: Self.options(.seconds(20))
      ) { response in try response.message }
    }
    return try FinalizedBlock.list(decoding: answer)
  }

  private func asking<Value: Sendable>(_ call: () async throws -> Value) async throws -> Value {
    do {
      return try await call()
    } catch let error as RPCError {
      throw RehearsalError.endpoint(name, "answered \(error.code): \(error.message)")
    }
  }

  /// A block of tens of thousands of actions with its receipts.
  private static let maxAnswerBytes = 64 << 20

  private static func options(_ timeout: Duration?) -> CallOptions {
    var options = CallOptions.defaults
    options.timeout = timeout
    options.maxResponseMessageBytes = maxAnswerBytes
    // The transport takes the other limit for both directions.
    options.maxRequestMessageBytes = maxAnswerBytes
    return options
  }
}

/// Messages as bytes, unread.
private struct RawBytes: MessageSerializer, MessageDeserializer {
  func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }
  func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] { bytes.withUnsafeBytes { [UInt8]($0) } }
}
