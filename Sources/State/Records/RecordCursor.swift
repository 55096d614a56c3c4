/// Writes protobuf fields into memory that is known to suffice.
struct RecordCursor {
  private let start: UnsafeMutableRawPointer
  /// How many bytes were written.
  private(set) var count = 0

  /// Writes from here on.
  init(_ start: UnsafeMutableRawPointer) {
    self.start = start
  }

  /// A number field; the tag has one byte.
  @inline(__always)
  mutating func varint(tag: UInt8, _ value: UInt64) {
    byte(tag)
    number(value)
  }

  /// A field of bytes; the tag has one byte.
  @inline(__always)
  mutating func field(tag: UInt8, _ bytes: UnsafeRawBufferPointer) {
    byte(tag)
    number(UInt64(bytes.count))
    guard let source = bytes.baseAddress else { return }
    (start + count).copyMemory(from: source, byteCount: bytes.count)
    count &+= bytes.count
  }

  @inline(__always)
  private mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest &>>= 7
    }
    byte(UInt8(truncatingIfNeeded: rest))
  }

  @inline(__always)
  private mutating func byte(_ value: UInt8) {
    start.storeBytes(of: value, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }
}
