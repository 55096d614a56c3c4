/// Puts the roots of a Plum block on the main chain (`proto/types/action.proto`). It never had rules: see
/// ``ActionKind/isPlum``.
public struct PlumPutBlock: ProtobufMessage {
  /// A named root: an entry of a protobuf map.
  public struct Root: Hashable, Sendable {
    /// Which root it is.
    public var name: String
    /// The root.
    public var value: [UInt8]

    /// A root.
    public init(name: String, value: [UInt8]) {
      self.name = name
      self.value = value
    }
  }

  /// The Plum chain's address on the main chain, as the sender wrote it.
  public var subChainAddress: String = ""
  /// The height of the Plum block.
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
      case (3, .bytes):
        guard list.count < ProtobufReader.elementLimit else { throw reader.failure(.limitExceeded) }
        list.append(try reader.message("roots", isElement: true) { (part) throws(CodecError) in try Root(from: &part) })
      case (3, _): throw reader.failure(.wrongWireType)
      default: try reader.skip(tag)
      }
    }
    if !list.isStrictlyAscending(\.name) { reader.markNonCanonical() }
    roots = list.lastOfEachName(\.name)
  }

  /// Writes the fields of the message. Go writes a map in any order; this is the order of its deterministic mode.
  public func encode(into writer: inout ProtobufWriter) {
    writer.string(1, subChainAddress)
    writer.uint64(2, height)
    for root in roots {
      writer.message(3) {
        $0.text(1, root.name)
        $0.element(2, root.value)
      }
    }
  }
}

extension PlumPutBlock.Root {
  /// Reads an entry of the map: absent parts are empty, and both are always written.
  init(from reader: inout ProtobufReader) throws(CodecError) {
    self.init(name: "", value: [])
    var (hasName, hasValue) = (false, false)
    // Entries have a reader of their own in the reference, which allows the field number 0.
    while let tag = try reader.nextTag(allowingZero: true) {
      switch (tag.field, tag.type) {
      case (1, .bytes): (name, hasName) = (try reader.string(), true)
      case (2, .bytes): (value, hasValue) = (try reader.bytes(), true)
      default: try reader.skip(tag)
      }
    }
    if !hasName || !hasValue { reader.markNonCanonical() }
  }
}
