import ChainCrypto
public import Primitives

/// What the producer of a block signs (wire message `BlockHeaderCore`).
public struct BlockHeaderCore: Hashable, Sendable {
  /// The version of the format; 1 in all that v0.5.0 makes, and never checked.
  public var version: UInt32
  /// The height, from 1.
  public var height: UInt64
  /// When the block was proposed.
  public var timestamp: Timestamp
  /// The hash of the block below; at height 1 the genesis hash.
  public var previousHash: Hash256
  /// The Merkle root of the actions' hashes; zero without actions.
  public var txRoot: Hash256
  /// Keccak-256 over all writes to the state.
  public var deltaStateDigest: Hash256
  /// The Merkle root of the receipts' hashes; zero without receipts.
  public var receiptRoot: Hash256

  /// The unsigned part of a header.
  public init(
    version: UInt32 = 1, height: UInt64, timestamp: Timestamp, previousHash: Hash256, txRoot: Hash256, deltaStateDigest: Hash256,
    receiptRoot: Hash256
  ) {
    self.version = version
    self.height = height
    self.timestamp = timestamp
    self.previousHash = previousHash
    self.txRoot = txRoot
    self.deltaStateDigest = deltaStateDigest
    self.receiptRoot = receiptRoot
  }

  /// The encoding.
  public var encoded: [UInt8] {
    var writer = ProtobufWriter()
    encode(into: &writer)
    return writer.bytes
  }

  /// What the producer signs: Keccak-256 of the encoding (`Header.HashHeaderCore`).
  public var digest: Hash256 { Keccak256.hash(encoded) }

  /// Writes the fields of the message. Zero hashes are written too.
  func encode(into writer: inout ProtobufWriter) {
    writer.uint32(1, version)
    writer.uint64(2, height)
    writer.timestamp(3, timestamp)
    writer.hash(4, previousHash)
    writer.hash(5, txRoot)
    writer.hash(6, deltaStateDigest)
    writer.hash(7, receiptRoot)
  }
}

/// The fields of a `BlockHeaderCore` while they are read: it may come in several parts.
struct BlockHeaderCoreFields {
  private var core = BlockHeaderCore(
    version: 0, height: 0, timestamp: .goZeroTime, previousHash: .zero, txRoot: .zero, deltaStateDigest: .zero, receiptRoot: .zero)
  private var timestamp: UncheckedTimestamp?

  /// Reads fields over those that were read before.
  ///
  /// Hashes of other lengths are cut, or filled with zeros, at the end (Go's `copy`).
  mutating func merge(from reader: inout ProtobufReader) throws(CodecError) {
    var hashes = 0
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): core.version = try reader.uint32()
      case (2, .varint): core.height = try reader.uint64()
      case (3, .bytes): try reader.message("timestamp") { (part) throws(CodecError) in try timestamp.merge(from: &part) }
      case (4, .bytes): (core.previousHash, hashes) = (try reader.hash(), hashes + 1)
      case (5, .bytes): (core.txRoot, hashes) = (try reader.hash(), hashes + 1)
      case (6, .bytes): (core.deltaStateDigest, hashes) = (try reader.hash(), hashes + 1)
      case (7, .bytes): (core.receiptRoot, hashes) = (try reader.hash(), hashes + 1)
      default: try reader.skip(tag)
      }
    }
    // Fewer are never written; more are out of order.
    if hashes < 4 { reader.markNonCanonical() }
  }

  /// The unsigned part of the header.
  ///
  /// - Throws: when the time is absent or invalid.
  func checked(at offset: Int) throws(CodecError) -> BlockHeaderCore {
    var result = core
    do throws(CodecError) {
      result.timestamp = try timestamp.checked(at: offset)
    } catch {
      throw error.inside("timestamp")
    }
    return result
  }
}
