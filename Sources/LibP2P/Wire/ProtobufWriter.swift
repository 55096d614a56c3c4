/// Builds a protobuf message field by field, in the order of the calls.
///
/// The reference encodes fields in order of their numbers and leaves out absent ones; callers do likewise where bytes are
/// signed or compared. Zero and empty values are written: a caller who wants them left out does not call.
public struct ProtobufWriter: Sendable {
  /// The message so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty message.
  public init(reservingCapacity capacity: Int = 0) {
    if capacity > 0 { bytes.reserveCapacity(capacity) }
  }

  /// Writes a number as varint. Field numbers are positive constants of the caller.
  public mutating func write(_ field: Int, number: UInt64) {
    tag(field, type: 0)
    Varint.append(number, to: &bytes)
  }

  /// Writes a boolean as varint.
  public mutating func write(_ field: Int, bool: Bool) { write(field, number: bool ? 1 : 0) }

  /// Writes bytes.
  public mutating func write(_ field: Int, bytes content: [UInt8]) {
    write(field, bytes: content[...])
  }

  /// Writes bytes.
  public mutating func write(_ field: Int, bytes content: ArraySlice<UInt8>) {
    tag(field, type: 2)
    Varint.append(UInt64(content.count), to: &bytes)
    bytes.append(contentsOf: content)
  }

  /// Writes text.
  public mutating func write(_ field: Int, string: String) {
    tag(field, type: 2)
    let content = string.utf8
    Varint.append(UInt64(content.count), to: &bytes)
    bytes.append(contentsOf: content)
  }

  /// Writes a message.
  public mutating func write(_ field: Int, message: ProtobufWriter) { write(field, bytes: message.bytes) }

  private mutating func tag(_ field: Int, type: UInt64) {
    Varint.append(UInt64(truncatingIfNeeded: field) &<< 3 | type, to: &bytes)
  }
}
