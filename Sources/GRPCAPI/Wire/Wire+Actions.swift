internal import APICore
internal import ChainTypes
internal import GRPCCore
internal import Primitives
internal import SwiftProtobuf
internal import WireProto

extension Message {
  /// The message with the encoding of a chain type, which is a message of this kind.
  init(encodedBy value: some ProtobufMessage) throws {
    try self.init(serializedBytes: value.encoded)
  }
}

extension Iotexapi_ActionInfo {
  /// An action as answers carry it; one in the pool has a block hash of zeros and no time.
  init(_ found: FoundAction) throws {
    try self.init(found.action, blockHash: found.place?.blockHash ?? .zero)
    if let place = found.place { timestamp = place.timestamp.wire }
  }

  /// An action without its time.
  init(_ action: SealedAction, blockHash: Hash256) throws {
    self.init()
    self.action = try Iotextypes_Action(encodedBy: action)
    actHash = action.hash.hex
    blkHash = blockHash.hex
  }
}

extension SealedAction {
  /// The action of a request, in whatever form the client wrote it.
  ///
  /// - Throws: `malformedAction` when there is no payload, or the key is no key.
  convenience init(_ message: Iotextypes_Action) throws(APIError) {
    let bytes: [UInt8]
    do {
      bytes = try message.serializedBytes()
    } catch {
      throw APIError(.malformedAction, "the action cannot be read")
    }
    do throws(CodecError) {
      try self.init(decoding: bytes)
    } catch {
      throw APIError(.malformedAction, "the action cannot be read: \(error)", details: ["reason": error.code.rawValue])
    }
  }
}

extension Iotextypes_Action {
  /// Refuses numbers that the chain would read as others than they are written, so that the signature would not fit.
  func requireNumbers() throws(APIError) {
    try Self.require(core.gasPrice, "gasPrice")
    switch core.action {
    case .transfer(let action): try Self.require(action.amount, "transfer.amount")
    case .execution(let action): try Self.require(action.amount, "execution.amount")
    case .depositToRewardingFund(let action): try Self.require(action.amount, "depositToRewardingFund.amount")
    case .claimFromRewardingFund(let action): try Self.require(action.amount, "claimFromRewardingFund.amount")
    default: break
    }
  }

  private static func require(_ text: String, _ field: String) throws(APIError) {
    guard WireInteger(parsing: text).decimal != text else { return }
    throw APIError(
      .malformedNumber, "\(field) is not a decimal number without leading zeros or sign: \"\(text.prefix(80))\"", details: ["field": field])
  }
}
