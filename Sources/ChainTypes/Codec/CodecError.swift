/// Why bytes are not a message of this chain.
///
/// Reading follows the rules of the reference (golang/protobuf 1.3.1 and the `LoadProto` methods of its types): what it
/// cannot read, or would crash on, throws here; what it normalises is normalised. Limits on sizes and counts are ours.
public struct CodecError: Error, Hashable, Sendable {
  /// A stable name of the reason, for programs, metrics and tests.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The bytes end inside a field.
    case truncated = "truncated"
    /// A varint has more than 64 bits, or more than 10 bytes.
    case varintTooLong = "varint-too-long"
    /// A tag has the field number 0.
    case fieldZero = "field-zero"
    /// A field has a wire type that cannot be skipped: an unopened group's end, 6 or 7.
    case unknownWireType = "unknown-wire-type"
    /// A member of a oneof, or a map, has another wire type than its declaration.
    case wrongWireType = "wrong-wire-type"
    /// A string is not UTF-8.
    case invalidUTF8 = "invalid-utf8"
    /// A size or count is above what this node accepts.
    case limitExceeded = "limit-exceeded"
    /// A part that every message of this kind needs is not there.
    case missingField = "missing-field"
    /// A number is not one that this field may hold.
    case invalidNumber = "invalid-number"
    /// A time is absent, before the year 1, after the year 9999, or has nanoseconds outside 0 … 999,999,999.
    case invalidTimestamp = "invalid-timestamp"
    /// A public key is not an uncompressed point of the curve.
    case invalidPublicKey = "invalid-public-key"
    /// An enumeration has a value that its rules do not know.
    case invalidEnumeration = "invalid-enumeration"

    /// Whether the bytes are well-formed protobuf and only what they say is refused.
    ///
    /// The reference finds these when it converts a message that it has read in full, so they do not matter in a part
    /// that a later part of the message replaces.
    var isAboutContent: Bool {
      switch self {
      case .missingField, .invalidNumber, .invalidTimestamp, .invalidPublicKey, .invalidEnumeration: true
      case .truncated, .varintTooLong, .fieldZero, .unknownWireType, .wrongWireType, .invalidUTF8, .limitExceeded: false
      }
    }
  }

  /// The reason.
  public let code: Code
  /// Where reading stopped, in bytes from the start of the input.
  public let offset: Int
  /// The names of the fields around the place, outermost first; list elements are named after their list.
  public private(set) var path: [String]

  /// Creates an error without a path.
  public init(_ code: Code, at offset: Int) {
    self.code = code
    self.offset = offset
    path = []
  }

  /// The same error, seen from the message whose field `field` holds the failing one.
  func inside(_ field: String) -> CodecError {
    var outer = self
    outer.path.insert(field, at: 0)
    return outer
  }
}

extension CodecError: CustomStringConvertible {
  /// The place, the offset and the code, in one sentence without a full stop.
  public var description: String {
    let place = path.isEmpty ? "the message" : path.joined(separator: ".")
    return "\(place) cannot be read at byte \(offset) [\(code.rawValue)]"
  }
}
