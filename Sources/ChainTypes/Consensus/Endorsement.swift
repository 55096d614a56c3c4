public import ChainCrypto
public import Primitives

/// A delegate's signature under a document of the consensus, with the time (`endorsement/endorsement.go`).
public struct Endorsement: ProtobufMessage {
  /// When it was signed.
  public let timestamp: Timestamp
  /// The key of the delegate.
  public let endorser: PublicKey
  /// The signature as it came, of any length; a valid one has 65 bytes (r, s, v).
  public let signature: [UInt8]

  /// An endorsement from its parts, valid or not.
  public init(timestamp: Timestamp, endorser: PublicKey, signature: [UInt8]) {
    self.timestamp = timestamp
    self.endorser = endorser
    self.signature = signature
  }

  /// Reads the message up to the end of the reader.
  ///
  /// - Throws: also when the time is absent or invalid, or the public key is no point of the curve.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var fields = EndorsementFields()
    try fields.merge(from: &reader)
    self = try fields.checked(at: reader.offset)
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.timestamp(1, timestamp)
    writer.bytes(2, endorser.bytes)
    writer.bytes(3, signature)
  }

  /// What is signed: Keccak-256 of the document's hash, the seconds as eight and the nanoseconds as four bytes in
  /// little-endian order (golden quirk 48).
  public static func signingDigest(documentHash: Hash256, timestamp: Timestamp) -> Hash256 {
    var hasher = Keccak256()
    hasher.update(documentHash)
    withUnsafeBytes(of: timestamp.seconds.littleEndian) { hasher.update($0) }
    withUnsafeBytes(of: timestamp.nanoseconds.littleEndian) { hasher.update($0) }
    return hasher.finalize()
  }

  /// What is signed when this endorsement is under a document with this hash.
  public func signingDigest(documentHash: Hash256) -> Hash256 {
    Self.signingDigest(documentHash: documentHash, timestamp: timestamp)
  }

  /// Endorses a document.
  public static func sign(documentHash: Hash256, at timestamp: Timestamp, with key: PrivateKey) -> Endorsement {
    Endorsement(
      timestamp: timestamp, endorser: key.publicKey,
      signature: key.sign(signingDigest(documentHash: documentHash, timestamp: timestamp)))
  }

  /// Whether the signature is the delegate's, under a document with this hash (`VerifyEndorsement`).
  public func verify(documentHash: Hash256) -> Bool {
    endorser.verify(signingDigest(documentHash: documentHash), signature: signature)
  }
}

/// The fields of an `Endorsement` while they are read: it may come in several parts.
struct EndorsementFields {
  private var timestamp: UncheckedTimestamp?
  private var endorser = UnsafeRawBufferPointer(start: nil, count: 0)
  private var signature = UnsafeRawBufferPointer(start: nil, count: 0)

  /// Reads fields over those that were read before. The input must outlive this value.
  mutating func merge(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): try reader.message("timestamp") { (part) throws(CodecError) in try timestamp.merge(from: &part) }
      case (2, .bytes): endorser = try reader.rawBytes()
      case (3, .bytes): signature = try reader.rawBytes()
      default: try reader.skip(tag)
      }
    }
  }

  /// The endorsement (`Endorsement.LoadProto`).
  func checked(at offset: Int) throws(CodecError) -> Endorsement {
    let time: Timestamp
    do throws(CodecError) {
      time = try timestamp.checked(at: offset)
    } catch {
      throw error.inside("timestamp")
    }
    let key = try PublicKey(wire: endorser, at: offset, field: "endorser")
    return Endorsement(timestamp: time, endorser: key, signature: [UInt8](signature))
  }
}
