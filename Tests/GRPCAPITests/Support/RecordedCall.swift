import ChainTypes
import SwiftProtobuf
import TestSupport
import Testing
import WireProto

/// A call that was recorded from the reference.
struct RecordedCall: Sendable, CustomTestStringConvertible {
  let id: String
  /// The full path of the method, without the leading slash.
  let path: String
  let request: [UInt8]
  let statusName: String
  let statusCode: Int
  /// Nil when the call failed.
  let response: [UInt8]?
  /// For SendAction: whether the reference's pool took the action.
  let wasTaken: Bool

  var testDescription: String { id }

  /// All calls, in the order of the recording; empty when the recording is not there.
  static let all: [RecordedCall] = (try? load()) ?? []

  private static func load() throws -> [RecordedCall] {
    try GoldenData.json("ioctl/grpc.json").array.map { entry in
      let method = try entry.string("method")
      return RecordedCall(
        id: try entry.string("id"), path: method.hasPrefix("/") ? String(method.dropFirst()) : "iotexapi.APIService/\(method)",
        request: try entry.hex("request_hex"), statusName: try entry.string("code"), statusCode: try entry.int("code_num"),
        response: entry["response_hex"].hexBytes, wasTaken: entry["after"].string?.hasPrefix("found") ?? false)
    }
  }

  /// The action that the answer of a look-up carries.
  func pendingAction() throws -> SealedAction? {
    let answer = try Iotexapi_GetActionsResponse(serializedBytes: response ?? [])
    return try answer.actionInfo.first.map { try SealedAction(decoding: $0.action.serializedBytes()) }
  }
}
