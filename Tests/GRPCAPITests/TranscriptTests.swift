import ActPool
import Chain
import ChainTypes
import GRPCCore
import Primitives
import SwiftProtobuf
import TestSupport
import Testing
import WireProto

@testable import APICore

/// The calls behind the recorded runs of the reference's command line, which the same node answered while blocks came.
///
/// At which height is not recorded, so an answer counts as equal when it is at some height of that time.
@Suite("Calls of command line runs")
struct TranscriptTests {
  struct Call: Sendable {
    let run: String
    let method: String
    let request: [UInt8]
    /// Nil when the call failed.
    let response: [UInt8]?
    /// The status of a failed call.
    let status: String?

    var path: String { "iotexapi.APIService/\(method)" }
  }

  private static let calls: [Call] = (try? load()) ?? []

  private static func load() throws -> [Call] {
    try GoldenData.json("ioctl/transcripts.json").array.flatMap { run in
      try run["rpc"].array.map { call in
        Call(
          run: try run.string("id"), method: try String(call.string("method").split(separator: "/").last ?? ""),
          request: try call.hex("request"), response: call["response"].hexBytes, status: call["code"].string)
      }
    }
  }

  /// Heights at which the command line ran.
  private static let heights: ClosedRange<UInt64> = 19...60

  @Test("are answered alike at some height")
  func reads() async throws {
    let recorded = try RecordedChain()
    let pool = ActPool(chain: recorded.chain, configuration: ActPoolConfiguration(), now: { 0 })
    let api = try NodeAPI(chain: recorded.chain, pool: pool, build: .none)
    var open = Self.calls.filter { $0.method != "SendAction" && $0.method != "SuggestGasPrice" }
    #expect(open.count == 139)
    while !open.isEmpty, recorded.chain.head.height < Self.heights.upperBound, try recorded.appendNext() {
      if recorded.chain.head.height < Self.heights.lowerBound { continue }
      // It waited in the recorded node's pool, because its nonce is far ahead.
      if recorded.chain.head.height == Self.heights.lowerBound { try pool.admit(Self.action(ofRun: "action-transfer-future-nonce")) }
      let calls = open
      open = try await withAPI(api) { client in
        var unequal: [Call] = []
        for call in calls {
          let result = try await client.call(call.path, call.request)
          if try !Self.isEqual(result, call) { unequal.append(call) }
        }
        return unequal
      }
    }
    #expect(open.map { "\($0.run) \($0.method)" } == [])
  }

  @Test("that send have the recorded hashes")
  func sends() throws {
    let sends = Self.calls.filter { $0.method == "SendAction" }
    #expect(sends.count == 28)
    for call in sends {
      let recorded = try Iotexapi_SendActionResponse(serializedBytes: call.response ?? [])
      #expect(try Self.action(of: call).hash.hex == recorded.actionHash, "\(call.run)")
    }
  }

  private static func action(ofRun run: String) throws -> SealedAction {
    try action(of: #require(calls.first { $0.run == run && $0.method == "SendAction" }))
  }

  private static func action(of call: Call) throws -> SealedAction {
    let request = try Iotexapi_SendActionRequest(serializedBytes: call.request)
    return try SealedAction(decoding: request.action.serializedBytes())
  }

  private static func isEqual(_ result: CallResult, _ call: Call) throws -> Bool {
    switch (result, call.response) {
    case (.failure(let code), nil):
      // UNAVAILABLE was the reference's word for an unknown action.
      return call.status == (code == .notFound && call.method == "GetActions" ? "UNAVAILABLE" : name(of: code))
    case (.answer(let bytes), .some(let expected)) where call.method == "GetAccount":
      // What waited in the pool at that moment is not recorded.
      var (ours, theirs) = (
        try Iotexapi_GetAccountResponse(serializedBytes: bytes), try Iotexapi_GetAccountResponse(serializedBytes: expected)
      )
      guard ours.accountMeta.pendingNonce <= theirs.accountMeta.pendingNonce else { return false }
      ours.accountMeta.pendingNonce = 0
      theirs.accountMeta.pendingNonce = 0
      return ours == theirs
    case (.answer(let bytes), .some(let expected)) where call.run == "bc-info-tls":
      // Height 55, where the reference counts a block too many for the time.
      var (ours, theirs) = (
        try Iotexapi_GetChainMetaResponse(serializedBytes: bytes), try Iotexapi_GetChainMetaResponse(serializedBytes: expected)
      )
      guard ours.chainMeta.tps == 0, theirs.chainMeta.tps == 1 else { return false }
      ours.chainMeta.tps = 1
      theirs.chainMeta.tps = 1
      return ours == theirs
    case (.answer(let bytes), .some(let expected)): return bytes == expected
    default: return false
    }
  }

  private static func name(of code: RPCError.Code) -> String {
    switch code {
    case .notFound: "NOT_FOUND"
    case .invalidArgument: "INVALID_ARGUMENT"
    default: "\(code)"
    }
  }
}
