/// Reads the fields of one protobuf message, as golang/protobuf 1.3.1 does (`proto/table_unmarshal.go`).
///
/// The caller asks for one tag after the other and reads the value of those it knows; everything else is skipped:
///
///     while let tag = try reader.nextTag() {
///       switch (tag.field, tag.type) {
///       case (1, .varint): height = try reader.uint64()
///       default: try reader.skip(tag)
///       }
///     }
///
/// A known field in another layout is skipped like an unknown one, a repeated scalar keeps its last value, and a message
/// that occurs twice is merged by reading it twice into the same place. Lengths are checked before anything is read or
/// allocated; nothing traps.
///
/// The reader also finds out whether the bytes are exactly what the reference would write for the message read from
/// them (``isCanonical``), which spares writing it again to hash it.
public struct ProtobufReader {
  /// The largest number of elements in one list of a message; the reference has no limit.
  ///
  /// An element takes two bytes on the wire and up to a hundred in memory.
  public static let elementLimit = 1 << 16

  /// The whole input, of which this message may be a part.
  let input: UnsafeRawBufferPointer
  /// Where the next read starts, in bytes from the start of `input`.
  public internal(set) var offset: Int
  /// Where the message ends.
  let end: Int
  /// Whether everything read so far is what the reference would write.
  ///
  /// Each read clears it when the field is out of order, repeated, of a default value or not in its shortest form;
  /// callers clear it when a field that is always written was absent (``markNonCanonical()``).
  public private(set) var isCanonical = true

  private var previousField: UInt64 = 0
  private var currentField: UInt64 = 0

  /// A reader of a whole buffer, which must outlive it.
  public init(_ buffer: UnsafeRawBufferPointer) {
    self.init(input: buffer, from: 0, to: buffer.count)
  }

  init(input: UnsafeRawBufferPointer, from start: Int, to end: Int) {
    self.input = input
    offset = start
    self.end = end
  }

  /// Says that the bytes read are not what the reference would write.
  public mutating func markNonCanonical() { isCanonical = false }

  /// Takes over the verdict of a reader of a part of this message.
  mutating func inheritVerdict(of part: ProtobufReader) {
    if !part.isCanonical { isCanonical = false }
  }

  /// An error at the place where the reader stands.
  public func failure(_ code: CodecError.Code) -> CodecError { CodecError(code, at: offset) }

  /// The tag of the next field, or nil at the end of the message.
  ///
  /// - Parameter allowingZero: whether the field number 0 is an unknown field and not an error.
  public mutating func nextTag(allowingZero: Bool = false) throws(CodecError) -> ProtobufTag? {
    if offset == end { return nil }
    let raw = try varint()
    let tag = ProtobufTag(raw >> 3, ProtobufTag.WireType(rawValue: UInt8(truncatingIfNeeded: raw & 7)) ?? .undefined7)
    if tag.field == 0 && !allowingZero { throw failure(.fieldZero) }
    previousField = currentField
    currentField = tag.field
    if currentField < previousField { isCanonical = false }
    return tag
  }

  /// A varint of up to 64 bits in up to ten bytes.
  mutating func varint() throws(CodecError) -> UInt64 {
    guard offset < end else { throw failure(.truncated) }
    var byte = input[offset]
    offset += 1
    if byte < 0x80 { return UInt64(byte) }
    var value = UInt64(byte & 0x7f)
    var shift: UInt64 = 7
    repeat {
      guard offset < end else { throw failure(.truncated) }
      byte = input[offset]
      offset += 1
      if shift == 63 && byte > 1 { throw failure(.varintTooLong) }
      value |= UInt64(byte & 0x7f) &<< shift
      shift += 7
    } while byte >= 0x80
    if byte == 0 { isCanonical = false }
    return value
  }

  /// The bytes of a length-delimited field. The offset is behind them afterwards.
  mutating func delimited() throws(CodecError) -> Range<Int> {
    let length = try varint()
    guard length <= UInt64(end - offset) else { throw failure(.truncated) }
    let start = offset
    offset += Int(length)
    return start..<offset
  }

  /// Clears the verdict when the current field is the previous one again, and of no list.
  mutating func noteSingular() {
    if currentField == previousField { isCanonical = false }
  }
}
