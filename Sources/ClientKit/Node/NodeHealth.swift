import GRPCCore
import WireProto

/// What a node says of its own health.
public enum NodeHealth: String, Sendable, Hashable {
  /// It serves, and its chain moves.
  case serving
  /// It answers, but should not be used now.
  case notServing
  /// It does not offer the question, as v0.5.0 does not.
  case unknown
}

extension NodeClient {
  /// Asks gRPC's standard health service.
  public func health() async throws(NodeError) -> NodeHealth {
    do throws(NodeError) {
      return try await callConnection { connection, options in
        let answer = try await Grpc_Health_V1_Health.Client(wrapping: connection).check(
          Grpc_Health_V1_HealthCheckRequest(), options: options)
        return answer.status == .serving ? .serving : .notServing
      }
    } catch {
      guard error.code == .unimplemented || error.code == .notFound else { throw error }
      return .unknown
    }
  }
}
