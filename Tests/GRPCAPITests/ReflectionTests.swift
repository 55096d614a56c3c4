import APITestSupport
import SwiftProtobuf
import Testing
import WireProto

@testable import GRPCAPI

/// What tools learn about the protocol.
@Suite("Reflection")
struct ReflectionTests {
  private typealias Request = Grpc_Reflection_V1alpha_ServerReflectionRequest
  private let service: ReflectionService

  init() throws {
    service = ReflectionService(
      api: try TestNode().api, index: try ReflectionIndex(descriptorSet: WireDescriptors.serializedSet),
      services: [Iotexapi_APIService.descriptor])
  }

  private func names(_ request: Request) throws -> [String] {
    try service.answer(request).fileDescriptorResponse.fileDescriptorProto.map {
      try Google_Protobuf_FileDescriptorProto(serializedBytes: $0).name
    }
  }

  @Test("gives a file with everything that it imports")
  func file() throws {
    let names = try names(.with { $0.fileByFilename = "proto/api/api.proto" })
    #expect(names.first == "proto/api/api.proto")
    #expect(names.contains("google/protobuf/timestamp.proto"))
    #expect(names.contains("proto/types/endorsement.proto"))
    #expect(Set(names).count == names.count)
  }

  @Test(
    "finds the file of every kind of name",
    arguments: [
      ("iotexapi.APIService", "proto/api/api.proto"), ("iotexapi.APIService.GetAccount", "proto/api/api.proto"),
      ("iotextypes.Action", "proto/types/action.proto"), ("iotextypes.Action.core", "proto/types/action.proto"),
      ("iotextypes.ActionCore.action", "proto/types/action.proto"), ("iotextypes.RewardType", "proto/types/action.proto"),
      ("iotextypes.BlockReward", "proto/types/action.proto"), ("iotextypes.ConsensusVote.Topic", "proto/types/consensus.proto"),
      ("iotextypes.ConsensusVote.LOCK", "proto/types/consensus.proto"),
      ("grpc.health.v1.HealthCheckResponse.SERVING", "grpc/health/v1/health.proto"),
    ])
  func symbol(_ symbol: String, _ file: String) throws {
    #expect(try names(.with { $0.fileContainingSymbol = symbol }).first == file)
  }

  @Test("answers what it cannot find within the stream")
  func unknown() {
    let requests: [Request] = [
      .with { $0.fileByFilename = "nosuch.proto" }, .with { $0.fileContainingSymbol = "no.such" },
      .with { $0.fileContainingExtension.containingType = "iotextypes.Action" }, .with { $0.allExtensionNumbersOfType = "no.such" },
    ]
    for request in requests {
      let answer = service.answer(request)
      #expect(answer.errorResponse.errorCode == 5)
      #expect(answer.originalRequest == request)
    }
    #expect(service.answer(Request()).errorResponse.errorCode == 3)
  }

  @Test("knows that messages have no extensions")
  func extensions() {
    let answer = service.answer(.with { $0.allExtensionNumbersOfType = "iotextypes.Action" })
    #expect(answer.allExtensionNumbersResponse.baseTypeName == "iotextypes.Action")
    #expect(answer.allExtensionNumbersResponse.extensionNumber.isEmpty)
  }

  @Test("repeats the host and lists services in the order of their bytes, in both versions alike")
  func list() async throws {
    let request = Request.with {
      $0.host = "example"
      $0.listServices = ""
    }
    let answer = service.answer(request)
    #expect(answer.validHost == "example")
    let names = answer.listServicesResponse.service.map(\.name)
    #expect(names == names.sorted())
    let bytes: [UInt8] = try request.serializedBytes()
    let api = try RecordedChain.shared.get().api().api
    try await withAPI(api) { client in
      let old = try await client.answer("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", bytes)
      let new = try await client.answer("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", bytes)
      #expect(old == new)
      let answer = try Grpc_Reflection_V1_ServerReflectionResponse(serializedBytes: new)
      #expect(answer.listServicesResponse.service.count == 4)
    }
  }
}
