import ChainCrypto
public import Primitives

/// What an action did (`action/receipt.go`).
public struct Receipt: ProtobufMessage {
  /// 0 when the action failed, 1 when it succeeded.
  public var status: UInt64 = 0
  /// The height of the block.
  public var blockHeight: UInt64 = 0
  /// The hash of the action.
  public var actionHash: Hash256 = .zero
  /// In gas units.
  public var gasConsumed: UInt64 = 0
  /// The address of a contract that was created, or of the protocol that handled the action, or nothing.
  public var contractAddress: String = ""
  /// In the order in which they were made.
  public var logs: [Log] = []

  /// A receipt.
  public init(
    status: UInt64, blockHeight: UInt64, actionHash: Hash256, gasConsumed: UInt64, contractAddress: String, logs: [Log] = []
  ) {
    self.status = status
    self.blockHeight = blockHeight
    self.actionHash = actionHash
    self.gasConsumed = gasConsumed
    self.contractAddress = contractAddress
    self.logs = logs
  }

  /// Reads the message up to the end of the reader. A hash of another length is cut, or filled with zeros, at the end.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var hasHash = false
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): status = try reader.uint64()
      case (2, .varint): blockHeight = try reader.uint64()
      case (3, .bytes): (actionHash, hasHash) = (try reader.hash(), true)
      case (4, .varint): gasConsumed = try reader.uint64()
      case (5, .bytes): contractAddress = try reader.string()
      case (6, .bytes): try reader.append("logs", to: &logs)
      default: try reader.skip(tag)
      }
    }
    if !hasHash { reader.markNonCanonical() }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint64(1, status)
    writer.uint64(2, blockHeight)
    writer.hash(3, actionHash)
    writer.uint64(4, gasConsumed)
    writer.string(5, contractAddress)
    for log in logs { writer.message(6, log) }
  }

  /// Keccak-256 of the encoding.
  public var hash: Hash256 { Keccak256.hash(encoded) }
}
