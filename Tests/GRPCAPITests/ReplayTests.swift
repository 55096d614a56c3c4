import ActPool
import ChainTypes
import GRPCCore
import Primitives
import SwiftProtobuf
import Testing
import WireProto

@testable import APICore

/// The calls that were recorded from the reference, answered by our service on the same chain.
@Suite("Recorded calls")
struct ReplayTests {
  private static let sendPath = "iotexapi.APIService/SendAction"

  @Test("are all there, and every deliberate difference is about one of them")
  func coversAll() {
    let calls = RecordedCall.all
    let ids = Set(calls.map(\.id))
    #expect(calls.count == 160)
    #expect(ids.count == 160)
    #expect(Set(Deviation.all.keys).subtracting(ids).isEmpty)
    let equal = calls.filter { Deviation.all[$0.id] == nil }
    #expect(equal.count { $0.statusCode == 0 } == 70)
    #expect(equal.count { $0.statusCode != 0 } == 43)
  }

  @Test("that read are answered alike", arguments: RecordedCall.all.filter { $0.path != sendPath })
  func replaysRead(_ call: RecordedCall) async throws {
    let api = try RecordedChain.shared.get().api().api
    let result = try await withAPI(api) { client in try await client.call(call.path, call.request) }
    try check(call, result)
  }

  @Test("that send are decided alike, one after the other")
  func replaysSends() async throws {
    let (api, pool) = try RecordedChain.shared.get().api()
    try await withAPI(api) { client in
      for call in RecordedCall.all where call.path == Self.sendPath {
        let result = try await client.call(call.path, call.request)
        try check(call, result)
        guard let response = call.response else { continue }
        let hash = try Iotexapi_SendActionResponse(serializedBytes: response).actionHash
        let request = try Iotexapi_SendActionRequest(serializedBytes: call.request)
        let action = try SealedAction(decoding: request.action.serializedBytes())
        // The hash is right even where the action is refused.
        #expect(action.hash.hex == hash, "\(call.id)")
        // The reference's pool let users grant themselves rewards.
        if call.id != "send-grant-by-user" {
          #expect((pool.action(action.hash) != nil) == call.wasTaken, "\(call.id)")
        }
      }
    }
  }

  private func check(_ call: RecordedCall, _ result: CallResult) throws {
    switch Deviation.all[call.id] {
    case .fails(let code):
      #expect(result == .failure(code), "\(call.id)")
    case .answers(let check):
      guard case .answer(let bytes) = result else {
        Issue.record("\(call.id) has no answer: \(result)")
        return
      }
      try check(bytes)
    case nil:
      if let response = call.response {
        #expect(result == .answer(response), "\(call.id)")
      } else if case .failure(let code) = result {
        #expect(code.rawValue == call.statusCode, "\(call.id)")
      } else {
        Issue.record("\(call.id) is answered, the reference said \(call.statusName)")
      }
    }
  }
}
