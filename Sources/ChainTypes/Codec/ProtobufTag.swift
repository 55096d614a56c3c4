/// The head of a field on the wire: its number and how its value is laid out.
public struct ProtobufTag: Hashable, Sendable {
  /// The layouts of protobuf, and the two bit patterns that mean nothing.
  public enum WireType: UInt8, Hashable, Sendable {
    /// Groups of seven bits, lowest first.
    case varint = 0
    /// Eight bytes.
    case fixed64 = 1
    /// A varint length and that many bytes.
    case bytes = 2
    /// Fields up to the matching end; no message of this chain has one.
    case groupStart = 3
    /// The end of a group.
    case groupEnd = 4
    /// Four bytes.
    case fixed32 = 5
    /// Undefined.
    case undefined6 = 6
    /// Undefined.
    case undefined7 = 7
  }

  /// The number of the field, 1 or more. The wire allows numbers beyond protobuf's 29 bits, and so does the reference.
  public let field: UInt64
  /// The layout of the value.
  public let type: WireType

  /// A tag of these parts.
  public init(_ field: UInt64, _ type: WireType) {
    self.field = field
    self.type = type
  }

  /// The tag as it stands on the wire: number times eight plus layout.
  var raw: UInt64 { field &<< 3 | UInt64(type.rawValue) }
}
