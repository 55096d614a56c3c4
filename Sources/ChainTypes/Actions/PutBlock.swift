public import Primitives

/// Puts the roots of a sub-chain's block on the main chain (`action/putblock.go`); experimental.
public struct PutBlock: ProtobufMessage {
  /// A named root of a sub-chain's block.
  public struct Root: ProtobufMessage {
    /// Which root it is.
    public var name: String = ""
    /// The root.
    public var value: Hash256 = .zero

    /// A root.
    public init(name: String, value: Hash256) {
      self.name = name
      self.value = value
    }

    /// Reads the message up to the end of the reader.
    ///
    /// Of a longer value the last 32 bytes count, a shorter one is filled with zeros at the start (`hash.BytesToHash256`).
    public init(from reader: inout ProtobufReader) throws(CodecError) {
      var hasValue = false
      while let tag = try reader.nextTag() {
        switch (tag.field, tag.type) {
        case (1, .bytes): name = try reader.string()
        case (2, .bytes):
          let raw = try reader.rawBytes()
          value = Hash256(rightAligned: raw)
          hasValue = raw.count == 32
        default: try reader.skip(tag)
        }
      }
      if !hasValue { reader.markNonCanonical() }
    }

    /// Writes the fields of the message.
    public func encode(into writer: inout ProtobufWriter) {
      writer.string(1, name)
      writer.hash(2, value)
    }
  }

  /// The sub-chain's address on the main chain, as the sender wrote it.
  public var subChainAddress: String = ""
  /// The height of the sub-chain's block.
  public var height: UInt64 = 0
  /// The roots in the order of their names' bytes, each name once.
  public private(set) var roots: [Root] = []

  /// Roots of a block. They may come in any order; of two with the same name the later one stands.
  public init(subChainAddress: String, height: UInt64, roots: [Root]) {
    self.subChainAddress = subChainAddress
    self.height = height
    self.roots = roots.lastOfEachName(\.name)
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var list: [Root] = []
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): subChainAddress = try reader.string()
      case (2, .varint): height = try reader.uint64()
      case (3, .bytes): try reader.append("roots", to: &list)
      default: try reader.skip(tag)
      }
    }
    if !list.isStrictlyAscending(\.name) { reader.markNonCanonical() }
    roots = list.lastOfEachName(\.name)
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.string(1, subChainAddress)
    writer.uint64(2, height)
    for root in roots { writer.message(3, root) }
  }
}
