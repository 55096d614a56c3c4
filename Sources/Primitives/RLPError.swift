/// Why bytes are not the RLP encoding of a value. Offsets count from the beginning of the bytes.
public enum RLPError: Error, Hashable, Sendable {
  /// The value beginning here needs more bytes than there are in its list or in all.
  case truncated(offset: Int)
  /// The value beginning here has a shorter encoding.
  case notCanonical(offset: Int)
  /// The value ends here, but the bytes go on.
  case trailingBytes(offset: Int)
  /// The bytes are more than the limit allows; the value is their number.
  case tooLong(Int)
  /// The list beginning here lies inside more lists than the limit allows.
  case tooDeep(offset: Int)
  /// The value beginning here is one more than the limit allows.
  case tooManyItems(offset: Int)
}

extension RLPError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .truncated(let offset): "RLP value at offset \(offset) is cut off"
    case .notCanonical(let offset): "RLP value at offset \(offset) is not in its shortest form"
    case .trailingBytes(let offset): "RLP value ends at offset \(offset), but more bytes follow"
    case .tooLong(let count): "RLP of \(count) bytes is too long"
    case .tooDeep(let offset): "RLP list at offset \(offset) is nested too deeply"
    case .tooManyItems(let offset): "RLP holds too many values, from offset \(offset) on"
    }
  }
}
