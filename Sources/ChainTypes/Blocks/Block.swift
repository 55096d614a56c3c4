import ChainCrypto
public import Primitives

/// A block: header, actions and footer (`blockchain/block/block.go`).
public struct Block: ProtobufMessage {
  /// All that the block's hash covers.
  public let header: BlockHeader
  /// The actions, in the order in which they are executed.
  public let actions: [SealedAction]
  /// The proof that the delegates agreed; ``BlockFooter/empty`` while they have not.
  public let footer: BlockFooter
  /// The bytes that the block was decoded from, when they are what the reference would write.
  private let canonicalBytes: [UInt8]?

  /// A block from its parts, valid or not.
  public init(header: BlockHeader, actions: [SealedAction], footer: BlockFooter = .empty) {
    self.init(header: header, actions: actions, footer: footer, canonicalBytes: nil)
  }

  private init(header: BlockHeader, actions: [SealedAction], footer: BlockFooter, canonicalBytes: [UInt8]?) {
    self.header = header
    self.actions = actions
    self.footer = footer
    self.canonicalBytes = canonicalBytes
  }

  /// Decodes a block (`Block.ConvertFromBlockPb`).
  ///
  /// No signature and no root is checked. Actions must have valid public keys and one of the payloads of `ActionCore`;
  /// the reference refuses a block with a Plum action here, this client when it validates the block.
  ///
  /// - Parameter limits: sizes and counts above these throw before memory is taken.
  public init(decoding bytes: [UInt8], limits: BlockLimits = .default) throws(CodecError) {
    self = try readingProtobuf(bytes) { (reader) throws(CodecError) in
      let block = try Block(from: &reader, limits: limits)
      return reader.isCanonical
        ? Block(header: block.header, actions: block.actions, footer: block.footer, canonicalBytes: bytes) : block
    }
  }

  /// Reads the message up to the end of the reader, within the default limits.
  public init(from reader: inout ProtobufReader) throws(CodecError) { try self.init(from: &reader, limits: .default) }

  /// Reads the message up to the end of the reader.
  init(from reader: inout ProtobufReader, limits: BlockLimits) throws(CodecError) {
    var fields = BlockFields()
    try fields.merge(from: &reader, limits: limits)
    self = try fields.checked(at: reader.offset)
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    if let canonicalBytes {
      writer.raw(canonicalBytes)
      return
    }
    writer.message(1, header)
    writer.message(2) { body in
      for action in actions { body.message(1, action) }
    }
    writer.message(3, footer)
  }

  /// The encoding of the block.
  public var encoded: [UInt8] {
    if let canonicalBytes { return canonicalBytes }
    var writer = ProtobufWriter()
    writer.reserve(1024 + actions.count * 320)
    encode(into: &writer)
    return writer.bytes
  }

  /// The height, from 1.
  public var height: UInt64 { header.height }
  /// The hash of the block.
  public var hash: Hash256 { header.hash }

  /// The Merkle root of the actions' hashes, which a valid header repeats; zero without actions.
  public func txRoot() -> Hash256 { MerkleTree.root(actions.map(\.hash)) }

  /// The same block with another footer.
  public func finalized(with footer: BlockFooter) -> Block { Block(header: header, actions: actions, footer: footer) }
}

/// The fields of a `Block` while they are read: each may come in several parts.
struct BlockFields {
  private var header = BlockHeaderFields()
  private var hasBody = false
  private var actions: [SealedAction] = []
  private var hasFooter = false
  private var footer = BlockFooterFields()

  /// Reads fields over those that were read before; actions are added.
  mutating func merge(from reader: inout ProtobufReader, limits: BlockLimits) throws(CodecError) {
    guard reader.end - reader.offset <= limits.maximumBytes else { throw reader.failure(.limitExceeded) }
    var parts = 0
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes):
        parts += 1
        try reader.message("header") { (part) throws(CodecError) in try header.merge(from: &part) }
      case (2, .bytes):
        parts += 1
        hasBody = true
        try reader.message("body") { (part) throws(CodecError) in try readActions(from: &part, limits: limits) }
      case (3, .bytes):
        parts += 1
        hasFooter = true
        try reader.message("footer") { (part) throws(CodecError) in try footer.merge(from: &part, limits: limits) }
      default: try reader.skip(tag)
      }
    }
    // All three are always written; more are repetitions.
    if parts < 3 { reader.markNonCanonical() }
  }

  private mutating func readActions(from reader: inout ProtobufReader, limits: BlockLimits) throws(CodecError) {
    let count = try reader.count(of: 1, limit: limits.maximumActions - actions.count)
    // Only once: asking for exact room for each of many parts would copy all of them each time.
    if actions.isEmpty { actions.reserveCapacity(count) }
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes):
        actions.append(try reader.message("actions", isElement: true) { (part) throws(CodecError) in try SealedAction(from: &part) })
      default: try reader.skip(tag)
      }
    }
  }

  /// The block.
  ///
  /// - Throws: also without a body, on which the reference crashes. Without a footer the block is not committed.
  func checked(at offset: Int) throws(CodecError) -> Block {
    let checkedHeader: BlockHeader
    do throws(CodecError) {
      checkedHeader = try header.checked(at: offset)
    } catch {
      throw error.inside("header")
    }
    guard hasBody else { throw CodecError(.missingField, at: offset).inside("body") }
    guard hasFooter else { return Block(header: checkedHeader, actions: actions) }
    do throws(CodecError) {
      return Block(header: checkedHeader, actions: actions, footer: try footer.checked(at: offset))
    } catch {
      throw error.inside("footer")
    }
  }
}
