public import ChainTypes
internal import Primitives

/// The stored form: the protobuf message of `action/protocol/account/accountpb/account.proto`.
///
/// The balance is a decimal string, "0" for none; the root always has its 32 bytes; the voting weight is the bytes of its
/// absolute value (golden quirk 8).
extension Account {
  /// Reads a stored account as the reference does.
  ///
  /// Whatever parses as the message is an account, absent fields are zero, and fields of another type are passed over.
  /// This matters: an action may name the key of another record as an address, and the rewarding fund for one does parse.
  ///
  /// - Throws: `CodecError` when the bytes are no such message, or an amount is negative or has more than 256 bits.
  public init(decoding bytes: UnsafeRawBufferPointer) throws(CodecError) {
    self.init()
    var reader = ProtobufReader(bytes)
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): nonce = try reader.uint64()
      case (2, .bytes): balance = try Self.balance(from: &reader)
      case (3, .bytes): root = try Self.root(from: &reader)
      case (4, .bytes): codeHash = try reader.bytes()
      case (5, .varint): isCandidate = try reader.bool()
      case (6, .bytes): votingWeight = try Self.weight(from: &reader)
      case (7, .bytes): votee = try reader.string()
      default: try reader.skip(tag)
      }
    }
  }

  /// Reads a stored account; see ``init(decoding:)-(UnsafeRawBufferPointer)``.
  public init(decoding bytes: [UInt8]) throws(CodecError) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(CodecError) in try Account(decoding: buffer) }
    }
    self = try result.get()
  }

  /// The stored form.
  public var encoded: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: encodedCapacity) { buffer, count in
      if let base = buffer.baseAddress { count = encode(into: UnsafeMutableRawPointer(base)) }
    }
  }

  /// No less than the bytes of the stored form.
  var encodedCapacity: Int { 192 &+ codeHash.count &+ votee.utf8.count }

  /// Writes the stored form to a place with room for ``encodedCapacity`` bytes and gives its length.
  func encode(into target: UnsafeMutableRawPointer) -> Int {
    var cursor = RecordCursor(target)
    if nonce != 0 { cursor.varint(tag: 0x08, nonce) }
    balance.withDecimalDigits { cursor.field(tag: 0x12, $0) }
    root.withUnsafeBytes { cursor.field(tag: 0x1a, $0) }
    if !codeHash.isEmpty { codeHash.withUnsafeBytes { cursor.field(tag: 0x22, $0) } }
    if isCandidate { cursor.varint(tag: 0x28, 1) }
    if !votingWeight.magnitude.isZero {
      let width = votingWeight.magnitude.byteWidthUsed
      votingWeight.magnitude.withBigEndianBytes { cursor.field(tag: 0x32, UnsafeRawBufferPointer(rebasing: $0.suffix(width))) }
    }
    if !votee.isEmpty {
      var text = votee
      text.withUTF8 { cursor.field(tag: 0x3a, UnsafeRawBufferPointer($0)) }
    }
    return cursor.count
  }

  /// Go's `SetString`; an empty text is 0.
  private static func balance(from reader: inout ProtobufReader) throws(CodecError) -> U256 {
    let raw = try reader.rawBytes()
    if raw.isEmpty { return .zero }
    if let value = U256(decimalDigits: raw) { return value }
    // No record that exists holds such a text here. What the reference makes of one is a number if it begins like one.
    guard let text = String(validating: raw.assumingMemoryBound(to: UInt8.self), as: UTF8.self) else { throw reader.failure(.invalidUTF8) }
    guard let value = WireInteger(parsing: text).value else { throw reader.failure(.invalidNumber) }
    return value
  }

  /// Go's `copy` into a zero hash.
  private static func root(from reader: inout ProtobufReader) throws(CodecError) -> Hash256 {
    let raw = try reader.rawBytes()
    if raw.count == 32 { return Hash256(raw) }
    let bytes = [UInt8](raw.prefix(32))
    return Hash256(bytes + [UInt8](repeating: 0, count: 32 - bytes.count)) ?? .zero
  }

  /// Go's `SetBytes`.
  private static func weight(from reader: inout ProtobufReader) throws(CodecError) -> VotingWeight {
    let raw = try reader.rawBytes()
    guard let magnitude = WireInteger(bigEndian: [UInt8](raw)).value else { throw reader.failure(.invalidNumber) }
    return VotingWeight(magnitude: magnitude)
  }
}
