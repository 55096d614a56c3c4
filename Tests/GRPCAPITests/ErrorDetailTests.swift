import APITestSupport
import ChainTypes
import GRPCCore
import GRPCProtobuf
import SwiftProtobuf
import Testing
import WireProto

/// What an error carries beside its status.
@Suite("An error")
struct ErrorDetailTests {
  @Test("names its reason and the values that a client needs")
  func details() async throws {
    let node = try TestNode()
    let action = node.transfer(nonce: 1, price: 5)
    let request: [UInt8] = try Iotexapi_SendActionRequest.with { request in
      request.action = try Iotextypes_Action(serializedBytes: action.encoded)
    }.serializedBytes()
    try await withAPI(node.api) { client in
      let error = try await #require(throws: RPCError.self) { try await client.answer("iotexapi.APIService/SendAction", request) }
      let status = try #require(try error.unpackGoogleRPCStatus())
      #expect(status.code == .failedPrecondition)
      let info = try #require(status.details.first?.errorInfo)
      #expect(info.reason == "UNDERPRICED")
      #expect(info.domain == "iotex")
      #expect(info.metadata["minimum"] == "1000000000000")
      #expect(info.metadata["given"] == "5")
    }
  }
}
