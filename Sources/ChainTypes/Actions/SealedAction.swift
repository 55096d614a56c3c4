public import ChainCrypto
public import Primitives

/// A signed action (`action.SealedEnvelope`, wire message `Action`). It never changes; copies share one object.
///
/// Hashes are over the form that the reference would write, whatever form was read (golden quirk 45).
public final class SealedAction: Sendable {
  /// What was signed.
  public let envelope: Envelope
  /// The key that is said to have signed it.
  public let senderPublicKey: PublicKey
  /// The signature as it came, of any length; a valid one has 65 bytes (r, s, v).
  public let signature: [UInt8]
  /// What was signed, hashed: Keccak-256 of the envelope's encoding.
  public let digest: Hash256
  /// The action's name on the chain: Keccak-256 of the whole encoding.
  public let hash: Hash256
  /// The account of `senderPublicKey`.
  public let sender: Address

  /// An action from its parts, valid or not.
  public init(envelope: Envelope, senderPublicKey: PublicKey, signature: [UInt8]) {
    self.envelope = envelope
    self.senderPublicKey = senderPublicKey
    self.signature = signature
    sender = senderPublicKey.address
    let core = envelope.encoded
    digest = Keccak256.hash(core)
    hash = Keccak256.hash(Self.encode(core: core, senderPublicKey: senderPublicKey, signature: signature))
  }

  /// Reads the message up to the end of the reader.
  ///
  /// - Throws: also when the public key is no point of the curve, or there is no payload (`SealedEnvelope.LoadProto`).
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    let start = reader.offset
    var fields = Fields()
    try fields.merge(from: &reader)
    let end = reader.offset
    let parts = try fields.parts(at: end)
    envelope = parts.envelope
    senderPublicKey = parts.senderPublicKey
    signature = parts.signature
    sender = senderPublicKey.address
    if reader.isCanonical {
      digest = Keccak256.hash(UnsafeRawBufferPointer(rebasing: reader.input[fields.coreRange]))
      hash = Keccak256.hash(UnsafeRawBufferPointer(rebasing: reader.input[start..<end]))
    } else {
      let core = envelope.encoded
      digest = Keccak256.hash(core)
      hash = Keccak256.hash(Self.encode(core: core, senderPublicKey: senderPublicKey, signature: signature))
    }
  }

  /// Signs an action.
  public static func sign(_ envelope: Envelope, with key: PrivateKey) -> SealedAction {
    SealedAction(envelope: envelope, senderPublicKey: key.publicKey, signature: key.sign(envelope.digest))
  }

  /// Whether the signature is the sender's (`action.Verify`).
  ///
  /// It costs some 20 µs; blocks are checked in batches with `SignatureBatch` over `digest`, `signature` and
  /// `senderPublicKey`.
  public func verifySignature() -> Bool { senderPublicKey.verify(digest, signature: signature) }

  private static func encode(core: [UInt8], senderPublicKey: PublicKey, signature: [UInt8]) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.reserve(core.count + signature.count + 80)
    writer.element(1, core)
    writer.bytes(2, senderPublicKey.bytes)
    writer.bytes(3, signature)
    return writer.bytes
  }
}

extension SealedAction: ProtobufMessage {
  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.message(1, envelope)
    writer.bytes(2, senderPublicKey.bytes)
    writer.bytes(3, signature)
  }

  /// Whether both have the same hash, and so the same encoding.
  public static func == (left: SealedAction, right: SealedAction) -> Bool { left.hash == right.hash }

  /// Hashes the action's hash.
  public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension SealedAction {
  /// The size that limits look at, in bytes (golden quirk 53): 20 for version, nonce and gas limit, then the public key,
  /// the price and the amount as numbers, and the payload. Addresses, and the encoding around all this, do not count.
  ///
  /// The reference defines it for transfers, executions, votes and the end of a sub-chain; nil for other kinds.
  public var totalSize: Int? {
    let basicSize = 20 + senderPublicKey.bytes.count + envelope.gasPrice.byteCount
    return switch envelope.payload {
    case .transfer(let action): basicSize + action.amount.byteCount + action.payload.count
    case .execution(let action): basicSize + action.amount.byteCount + action.data.count
    case .vote: basicSize + 8
    case .stopSubChain: basicSize + 12
    default: nil
    }
  }
}

extension SealedAction {
  /// The fields of an `Action` while they are read: the core may come in several parts.
  private struct Fields {
    private var core: EnvelopeFields?
    /// Where the last part of the core is.
    private(set) var coreRange = 0..<0
    private var senderPublicKey = UnsafeRawBufferPointer(start: nil, count: 0)
    private var signature = UnsafeRawBufferPointer(start: nil, count: 0)

    mutating func merge(from reader: inout ProtobufReader) throws(CodecError) {
      while let tag = try reader.nextTag() {
        switch (tag.field, tag.type) {
        case (1, .bytes):
          var fields = core ?? EnvelopeFields()
          coreRange = try reader.message("core") { (part) throws(CodecError) -> Range<Int> in
            let start = part.offset
            try fields.merge(from: &part)
            return start..<part.offset
          }
          core = fields
        case (2, .bytes): senderPublicKey = try reader.rawBytes()
        case (3, .bytes): signature = try reader.rawBytes()
        default: try reader.skip(tag)
        }
      }
    }

    func parts(at offset: Int) throws(CodecError) -> (envelope: Envelope, senderPublicKey: PublicKey, signature: [UInt8]) {
      let key = try PublicKey(wire: senderPublicKey, at: offset, field: "senderPubKey")
      guard let core else { throw CodecError(.missingField, at: offset).inside("core") }
      let envelope: Envelope
      do throws(CodecError) {
        envelope = try core.envelope(at: offset)
      } catch {
        throw error.inside("core")
      }
      return (envelope, key, [UInt8](signature))
    }
  }
}
