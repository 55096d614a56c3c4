public import Primitives

/// Writes protobuf messages as the reference does (golang/protobuf 1.3.1, `proto/table_marshal.go`): fields in ascending
/// order, proto3's defaults left out, varints as short as possible.
///
/// Every method appends one field. The order of the calls is the order on the wire.
public struct ProtobufWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty message.
  public init() {}

  /// Prepares for so many bytes in all.
  public mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Empties the writer but keeps its memory.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// A `uint64`; 0 is left out.
  public mutating func uint64(_ field: Int, _ value: UInt64) {
    if value == 0 { return }
    tag(field, .varint)
    varint(value)
  }

  /// A `uint32`; 0 is left out.
  public mutating func uint32(_ field: Int, _ value: UInt32) { uint64(field, UInt64(value)) }

  /// An `int64`; 0 is left out, and negative numbers take ten bytes.
  public mutating func int64(_ field: Int, _ value: Int64) { uint64(field, UInt64(bitPattern: value)) }

  /// An `int32` or an enumeration; 0 is left out, and negative numbers take ten bytes.
  public mutating func int32(_ field: Int, _ value: Int32) { int64(field, Int64(value)) }

  /// A `bool`; false is left out.
  public mutating func bool(_ field: Int, _ value: Bool) { uint64(field, value ? 1 : 0) }

  /// A `bytes` field; no bytes are left out.
  public mutating func bytes(_ field: Int, _ value: [UInt8]) {
    if !value.isEmpty { element(field, value) }
  }

  /// A `string`; the empty one is left out.
  public mutating func string(_ field: Int, _ value: String) {
    if !value.isEmpty { text(field, value) }
  }

  /// A number as a decimal string; 0 is written.
  public mutating func integer(_ field: Int, _ value: WireInteger) {
    tag(field, .bytes)
    let start = bytes.count
    bytes.append(0)
    value.appendDecimal(to: &bytes)
    setLength(at: start)
  }

  /// A hash as a `bytes` field; the zero hash is written.
  public mutating func hash(_ field: Int, _ value: Hash256) {
    tag(field, .bytes)
    varint(32)
    value.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// An element of a `repeated bytes` field, or the key or value of a map; empty ones are written.
  public mutating func element(_ field: Int, _ value: [UInt8]) {
    tag(field, .bytes)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// A string that is written even when it is empty.
  mutating func text(_ field: Int, _ value: String) {
    tag(field, .bytes)
    let view = value.utf8
    varint(UInt64(view.count))
    if view.withContiguousStorageIfAvailable({ bytes.append(contentsOf: $0) }) == nil { bytes.append(contentsOf: view) }
  }

  /// A message; an empty one is written with the length 0.
  public mutating func message(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
    tag(field, .bytes)
    let start = bytes.count
    bytes.append(0)
    body(&self)
    setLength(at: start)
  }

  /// A message; an empty one is written with the length 0.
  public mutating func message(_ field: Int, _ value: some ProtobufMessage) {
    message(field) { value.encode(into: &$0) }
  }

  /// Bytes that are complete fields already.
  mutating func raw(_ fields: some Sequence<UInt8>) { bytes.append(contentsOf: fields) }

  /// A number in groups of seven bits, lowest first.
  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private mutating func tag(_ field: Int, _ type: ProtobufTag.WireType) {
    varint(UInt64(field) << 3 | UInt64(type.rawValue))
  }

  /// Writes the number of bytes behind `start` there, where one byte was reserved for it.
  private mutating func setLength(at start: Int) {
    let length = bytes.count - start - 1
    if length < 0x80 {
      bytes[start] = UInt8(length)
      return
    }
    var groups = 1
    while length >> (7 * groups) > 0 { groups += 1 }
    bytes.insert(contentsOf: repeatElement(0, count: groups - 1), at: start + 1)
    for index in 0..<groups {
      let group = UInt8(truncatingIfNeeded: length >> (7 * index)) & 0x7f
      bytes[start + index] = index == groups - 1 ? group : group | 0x80
    }
  }
}
