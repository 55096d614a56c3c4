import APITestSupport
import GRPCCore
import SwiftProtobuf
import Testing
import WireProto

@testable import APICore
@testable import GRPCAPI

/// The health service.
@Suite("Health")
struct HealthTests {
  private typealias Status = Grpc_Health_V1_HealthCheckResponse.ServingStatus
  private static let path = "grpc.health.v1.Health/"

  private func request(_ service: String) throws -> [UInt8] {
    try Grpc_Health_V1_HealthCheckRequest.with { $0.service = service }.serializedBytes()
  }

  private static func status(_ bytes: [UInt8]) throws -> Status {
    try Grpc_Health_V1_HealthCheckResponse(serializedBytes: bytes).status
  }

  @Test("follows readiness, of the server and of the API")
  func check() async throws {
    let readiness = Readiness()
    let server = try request("")
    let service = try request("iotexapi.APIService")
    try await withAPI(TestNode().api, readiness: readiness) { client in
      for request in [server, service] {
        for (isReady, expected) in [(false, Status.notServing), (true, .serving)] {
          readiness.set(isReady)
          let answer = try await client.answer(Self.path + "Check", request)
          #expect(try Self.status(answer) == expected)
        }
      }
    }
  }

  @Test("of an unknown service is not found")
  func unknown() async throws {
    let request = try request("nosuch")
    try await withAPI(TestNode().api) { client in
      try await expect(.failure(.notFound)) { try await client.call(Self.path + "Check", request) }
      let first = try await client.stream(Self.path + "Watch", request) { answers in
        for try await answer in answers { return try Self.status(answer) }
        return .unknown
      }
      #expect(first == .serviceUnknown)
    }
  }

  @Test("can be watched: the status at once, then its changes, and at last that the node stops")
  func watch() async throws {
    let readiness = Readiness()
    let request = try request("")
    try await withAPI(TestNode().api, readiness: readiness) { client in
      let seen = try await client.stream(Self.path + "Watch", request) { answers in
        var seen: [Status] = []
        for try await answer in answers {
          seen.append(try Self.status(answer))
          if seen.count == 1 { readiness.set(true) }
          if seen.count == 2 { readiness.close() }
        }
        return seen
      }
      #expect(seen == [.notServing, .serving, .notServing])
    }
  }
}
