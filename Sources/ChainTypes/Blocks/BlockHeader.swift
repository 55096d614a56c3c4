public import ChainCrypto
public import Primitives

/// The head of a block: all that its hash covers (`blockchain/block/header.go`, wire message `BlockHeader`).
public struct BlockHeader: ProtobufMessage {
  /// What the producer signed.
  public let core: BlockHeaderCore
  /// The key of the producer.
  public let producer: PublicKey
  /// The producer's signature as it came, of any length; a valid one has 65 bytes (r, s, v).
  public let signature: [UInt8]
  /// The hash of the block: Keccak-256 of the header's encoding (golden quirk 44).
  public let hash: Hash256
  /// What the producer signed, hashed: Keccak-256 of the core's encoding.
  public let signingDigest: Hash256

  /// The version of the format.
  public var version: UInt32 { core.version }
  /// The height, from 1.
  public var height: UInt64 { core.height }
  /// When the block was proposed.
  public var timestamp: Timestamp { core.timestamp }
  /// The hash of the block below; at height 1 the genesis hash.
  public var previousHash: Hash256 { core.previousHash }
  /// The Merkle root of the actions' hashes; zero without actions.
  public var txRoot: Hash256 { core.txRoot }
  /// Keccak-256 over all writes to the state.
  public var deltaStateDigest: Hash256 { core.deltaStateDigest }
  /// The Merkle root of the receipts' hashes; zero without receipts.
  public var receiptRoot: Hash256 { core.receiptRoot }

  /// A header from its parts, valid or not.
  public init(core: BlockHeaderCore, producer: PublicKey, signature: [UInt8]) {
    self.core = core
    self.producer = producer
    self.signature = signature
    let encodedCore = core.encoded
    signingDigest = Keccak256.hash(encodedCore)
    var writer = ProtobufWriter()
    writer.element(1, encodedCore)
    writer.bytes(2, producer.bytes)
    writer.bytes(3, signature)
    hash = Keccak256.hash(writer.bytes)
  }

  /// A header from its parts, valid or not.
  public init(
    version: UInt32 = 1, height: UInt64, timestamp: Timestamp, previousHash: Hash256, txRoot: Hash256, deltaStateDigest: Hash256,
    receiptRoot: Hash256, producer: PublicKey, signature: [UInt8]
  ) {
    self.init(
      core: BlockHeaderCore(
        version: version, height: height, timestamp: timestamp, previousHash: previousHash, txRoot: txRoot,
        deltaStateDigest: deltaStateDigest, receiptRoot: receiptRoot),
      producer: producer, signature: signature)
  }

  /// Reads the message up to the end of the reader.
  ///
  /// - Throws: also when the time is absent or invalid, or the public key is no point of the curve.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var fields = BlockHeaderFields()
    try fields.merge(from: &reader)
    self = try fields.checked(at: reader.offset)
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.message(1) { core.encode(into: &$0) }
    writer.bytes(2, producer.bytes)
    writer.bytes(3, signature)
  }

  /// Signs a header.
  public static func sign(_ core: BlockHeaderCore, with key: PrivateKey) -> BlockHeader {
    BlockHeader(core: core, producer: key.publicKey, signature: key.sign(core.digest))
  }

  /// Whether the signature is the producer's (`Header.VerifySignature`).
  public func verifySignature() -> Bool { producer.verify(signingDigest, signature: signature) }
}

/// The fields of a `BlockHeader` while they are read: it may come in several parts.
struct BlockHeaderFields {
  private var core = BlockHeaderCoreFields()
  private var producer = UnsafeRawBufferPointer(start: nil, count: 0)
  private var signature = UnsafeRawBufferPointer(start: nil, count: 0)

  /// Reads fields over those that were read before. The input must outlive this value.
  mutating func merge(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): try reader.message("core") { (part) throws(CodecError) in try core.merge(from: &part) }
      case (2, .bytes): producer = try reader.rawBytes()
      case (3, .bytes): signature = try reader.rawBytes()
      default: try reader.skip(tag)
      }
    }
  }

  /// The header (`Header.LoadFromBlockHeaderProto`).
  ///
  /// - Parameter offset: where an error is reported.
  func checked(at offset: Int) throws(CodecError) -> BlockHeader {
    let checkedCore: BlockHeaderCore
    do throws(CodecError) {
      checkedCore = try core.checked(at: offset)
    } catch {
      throw error.inside("core")
    }
    let key = try PublicKey(wire: producer, at: offset, field: "producerPubkey")
    return BlockHeader(core: checkedCore, producer: key, signature: [UInt8](signature))
  }
}
