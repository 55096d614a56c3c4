import SwiftProtobuf
import TestSupport
import Testing
import WireProto

/// Calls of the reference's API, recorded as bytes.
@Suite("Recorded API calls")
struct RecordedCallTests {
  /// Request and answer type by method, as the recording names it.
  private static let methods: [String: (request: any Message.Type, response: any Message.Type)] = [
    "GetAccount": (Iotexapi_GetAccountRequest.self, Iotexapi_GetAccountResponse.self),
    "GetActions": (Iotexapi_GetActionsRequest.self, Iotexapi_GetActionsResponse.self),
    "GetBlockMetas": (Iotexapi_GetBlockMetasRequest.self, Iotexapi_GetBlockMetasResponse.self),
    "GetChainMeta": (Iotexapi_GetChainMetaRequest.self, Iotexapi_GetChainMetaResponse.self),
    "GetServerMeta": (Iotexapi_GetServerMetaRequest.self, Iotexapi_GetServerMetaResponse.self),
    "SendAction": (Iotexapi_SendActionRequest.self, Iotexapi_SendActionResponse.self),
    "GetReceiptByAction": (Iotexapi_GetReceiptByActionRequest.self, Iotexapi_GetReceiptByActionResponse.self),
    "ReadContract": (Iotexapi_ReadContractRequest.self, Iotexapi_ReadContractResponse.self),
    "SuggestGasPrice": (Iotexapi_SuggestGasPriceRequest.self, Iotexapi_SuggestGasPriceResponse.self),
    "EstimateGasForAction": (Iotexapi_EstimateGasForActionRequest.self, Iotexapi_EstimateGasForActionResponse.self),
    "ReadState": (Iotexapi_ReadStateRequest.self, Iotexapi_ReadStateResponse.self),
    "GetEpochMeta": (Iotexapi_GetEpochMetaRequest.self, Iotexapi_GetEpochMetaResponse.self),
    "GetRawBlocks": (Iotexapi_GetRawBlocksRequest.self, Iotexapi_GetRawBlocksResponse.self),
    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo": (
      Grpc_Reflection_V1alpha_ServerReflectionRequest.self, Grpc_Reflection_V1alpha_ServerReflectionResponse.self
    ),
  ]

  /// Requests that the reference could not parse.
  private static let unreadable: Set<String> = ["wire-garbage-account", "wire-bad-utf8"]

  private let calls: [JSON]

  init() throws { calls = GoldenData.has("ioctl/grpc.json") ? try GoldenData.json("ioctl/grpc.json").array : [] }

  @Test("are read and written with the same bytes, all of them", .needsGolden("ioctl/grpc.json"))
  func roundTrips() throws {
    #expect(calls.count == 160)
    for call in calls {
      let id = try call.string("id")
      let types = try #require(Self.methods[call.string("method")], "method of \(id)")
      if !Self.unreadable.contains(id) { try expectSameBytes(types.request, call.hex("request_hex"), "request of \(id)") }
      if call["code_num"].int == 0 { try expectSameBytes(types.response, call.hex("response_hex"), "answer of \(id)") }
    }
  }

  @Test("are refused where the reference refused their bytes", .needsGolden("ioctl/grpc.json"))
  func refusesUnreadable() throws {
    let refused = calls.filter { $0["id"].string.map(Self.unreadable.contains) ?? false }
    #expect(refused.count == Self.unreadable.count)
    for call in refused {
      let bytes = try call.hex("request_hex")
      #expect(throws: BinaryDecodingError.self) { try Iotexapi_GetAccountRequest(serializedBytes: bytes) }
    }
  }

  private func expectSameBytes(_ type: any Message.Type, _ bytes: [UInt8], _ what: String) throws {
    let message = try type.init(serializedBytes: bytes, extensions: nil)
    let encoded: [UInt8] = try message.serializedBytes()
    #expect(encoded == bytes, "\(what)")
    #expect(message.unknownFields.data.isEmpty, "unknown fields in \(what)")
  }
}
