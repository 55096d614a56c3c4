public import Primitives

/// An event of a contract or a protocol (`action/receipt.go`).
public struct Log: ProtobufMessage {
  /// The address of the contract or protocol.
  public var address: String = ""
  /// Words to find the event by; contracts give up to four.
  public var topics: [Hash256] = []
  /// What the event says.
  public var data: [UInt8] = []
  /// The height of the block.
  public var blockHeight: UInt64 = 0
  /// The hash of the action.
  public var actionHash: Hash256 = .zero
  /// The position among the action's logs; always 0 at Mainnet Alpha.
  public var index: UInt32 = 0

  /// A log.
  public init(address: String, topics: [Hash256], data: [UInt8], blockHeight: UInt64, actionHash: Hash256, index: UInt32 = 0) {
    self.address = address
    self.topics = topics
    self.data = data
    self.blockHeight = blockHeight
    self.actionHash = actionHash
    self.index = index
  }

  /// The log as the reference writes it at Mainnet Alpha: every topic has become the last one.
  ///
  /// `Log.ConvertToLogPb` of v0.5.0 takes slices of its loop variable, which all point to the same memory. Receipts are
  /// hashed and stored in that form, so it is what consensus and clients see. This type writes topics as they are;
  /// whoever makes a log under such rules applies this first.
  public var withLastTopicRepeated: Log {
    guard let last = topics.last else { return self }
    var copy = self
    copy.topics = [Hash256](repeating: last, count: topics.count)
    return copy
  }

  /// Reads the message up to the end of the reader. Hashes of other lengths are cut, or filled with zeros, at the end.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var hasHash = false
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): address = try reader.string()
      case (2, .bytes):
        guard topics.count < ProtobufReader.elementLimit else { throw reader.failure(.limitExceeded) }
        let raw = try reader.element()
        if raw.count != 32 { reader.markNonCanonical() }
        topics.append(Hash256(leftAligned: raw))
      case (3, .bytes): data = try reader.bytes()
      case (4, .varint): blockHeight = try reader.uint64()
      case (5, .bytes): (actionHash, hasHash) = (try reader.hash(), true)
      case (6, .varint): index = try reader.uint32()
      default: try reader.skip(tag)
      }
    }
    if !hasHash { reader.markNonCanonical() }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.string(1, address)
    for topic in topics { writer.hash(2, topic) }
    writer.bytes(3, data)
    writer.uint64(4, blockHeight)
    writer.hash(5, actionHash)
    writer.uint32(6, index)
  }
}
