import GRPCCore
import SwiftProtobuf
import Testing
import WireProto

/// What we answer on purpose other than the reference did. `Docs/API.md` gives the reasons.
enum Deviation: Sendable {
  /// An error with this status.
  case fails(RPCError.Code)
  /// An answer that this function checks.
  case answers(@Sendable ([UInt8]) throws -> Void)

  /// Every deliberate difference, by the recorded call's id. What is not here must be equal: bytes of an answer, or the
  /// status of an error.
  static let all: [String: Deviation] = [
    // Errors for which the reference blamed itself or the network.
    "actions-hash-unknown": .fails(.notFound),
    "actions-hash-unknown-pending-flag": .fails(.notFound),
    "actions-hash-empty": .fails(.notFound),
    "actions-hash-short": .fails(.notFound),
    "metas-no-selector": .fails(.invalidArgument),
    "read-out-of-gas": .fails(.invalidArgument),
    "read-gas-too-low": .fails(.invalidArgument),
    "read-bad-contract": .fails(.invalidArgument),
    "read-caller-without-balance": .fails(.failedPrecondition),
    "wire-garbage-account": .fails(.invalidArgument),
    "wire-bad-utf8": .fails(.invalidArgument),
    "estimate-nothing": .fails(.invalidArgument),
    "estimate-empty-action": .fails(.invalidArgument),
    "estimate-no-type": .fails(.invalidArgument),
    // A method that v0.5.0 did not have. The request asks for no block.
    "wire-unknown-method": .fails(.invalidArgument),
    // The suggestion is never below what the pool asks for.
    "suggest": .answers { bytes in
      let answer = try Iotexapi_SuggestGasPriceResponse(serializedBytes: bytes)
      #expect(answer.gasPrice == 1_000_000_000_000)
    },
    // The server has more services.
    "reflection-list": .answers { bytes in
      let answer = try Grpc_Reflection_V1alpha_ServerReflectionResponse(serializedBytes: bytes)
      #expect(
        answer.listServicesResponse.service.map(\.name) == [
          "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
          "grpc.reflection.v1alpha.ServerReflection", "iotexapi.APIService",
        ])
    },
    // Actions that the reference answered with a hash and then dropped, or could not understand.
    "send-bad-signature": .fails(.invalidArgument),
    "send-other-pubkey": .fails(.invalidArgument),
    "send-short-signature": .fails(.invalidArgument),
    "send-no-signature": .fails(.invalidArgument),
    "send-short-pubkey": .fails(.invalidArgument),
    "send-no-pubkey": .fails(.invalidArgument),
    "send-pubkey-not-on-curve": .fails(.invalidArgument),
    "send-low-gas-price": .fails(.failedPrecondition),
    "send-price-not-number": .fails(.invalidArgument),
    "send-price-empty": .fails(.invalidArgument),
    "send-gas-too-low": .fails(.invalidArgument),
    "send-nonce-zero": .fails(.invalidArgument),
    "send-nonce-too-large": .fails(.outOfRange),
    "send-amount-not-number": .fails(.invalidArgument),
    "send-amount-empty": .fails(.invalidArgument),
    "send-amount-above-balance": .fails(.failedPrecondition),
    "send-no-balance": .fails(.failedPrecondition),
    "send-bad-recipient": .fails(.invalidArgument),
    "send-payload-32k": .fails(.invalidArgument),
    "send-payload-32k+1": .fails(.invalidArgument),
    "send-execution-data-32k+1": .fails(.invalidArgument),
    "send-grant-by-user": .fails(.permissionDenied),
    "send-putpoll-by-user": .fails(.permissionDenied),
    "send-plum-create": .fails(.unimplemented),
    "send-start-sub-chain": .fails(.unimplemented),
    "send-vote": .fails(.unimplemented),
    "send-no-type": .fails(.invalidArgument),
    "send-unknown-type": .fails(.invalidArgument),
    "send-empty-action": .fails(.invalidArgument),
    "send-no-core": .fails(.invalidArgument),
  ]
}
