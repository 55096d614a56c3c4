public import Primitives

extension ProtobufReader {
  /// A `uint64`, or the bits of an `int64`.
  public mutating func uint64() throws(CodecError) -> UInt64 {
    noteSingular()
    let value = try varint()
    if value == 0 { markNonCanonical() }
    return value
  }

  /// An `int64`.
  public mutating func int64() throws(CodecError) -> Int64 { Int64(bitPattern: try uint64()) }

  /// A `uint32`: the low 32 bits of the varint.
  public mutating func uint32() throws(CodecError) -> UInt32 {
    let value = try uint64()
    let low = UInt32(truncatingIfNeeded: value)
    if low == 0 || UInt64(low) != value { markNonCanonical() }
    return low
  }

  /// An `int32` or an enumeration: the low 32 bits of the varint.
  public mutating func int32() throws(CodecError) -> Int32 {
    let value = try int64()
    let low = Int32(truncatingIfNeeded: value)
    if low == 0 || Int64(low) != value { markNonCanonical() }
    return low
  }

  /// A `bool`: any number but 0 is true.
  public mutating func bool() throws(CodecError) -> Bool {
    let value = try uint64()
    if value > 1 { markNonCanonical() }
    return value != 0
  }

  /// The bytes of a `bytes` field, valid as long as the input is.
  public mutating func rawBytes() throws(CodecError) -> UnsafeRawBufferPointer {
    noteSingular()
    let range = try delimited()
    if range.isEmpty { markNonCanonical() }
    return UnsafeRawBufferPointer(rebasing: input[range])
  }

  /// A `bytes` field.
  public mutating func bytes() throws(CodecError) -> [UInt8] { [UInt8](try rawBytes()) }

  /// A `string` field.
  public mutating func string() throws(CodecError) -> String {
    let raw = try rawBytes()
    guard let text = String(validating: raw.assumingMemoryBound(to: UInt8.self), as: UTF8.self) else { throw failure(.invalidUTF8) }
    return text
  }

  /// A `string` field that holds a number.
  ///
  /// - Returns: the number as the reference reads it, and whether the whole text is one.
  public mutating func integer() throws(CodecError) -> (value: WireInteger, isNumber: Bool) {
    let raw = try rawBytes()
    let parsed = WireInteger.parse(raw)
    if !parsed.isCanonical { markNonCanonical() }
    // Digits and signs are UTF-8, so only a text with something else in it can fail.
    if !parsed.isNumber, String(validating: raw.assumingMemoryBound(to: UInt8.self), as: UTF8.self) == nil { throw failure(.invalidUTF8) }
    return (parsed.value, parsed.isNumber)
  }

  /// A `bytes` field of which the reference copies the first 32 bytes over a zero hash (Go's `copy`).
  public mutating func hash() throws(CodecError) -> Hash256 {
    let raw = try rawBytes()
    if raw.count == 32 { return Hash256(raw) }
    markNonCanonical()
    return Hash256(leftAligned: raw)
  }

  /// An element of a `repeated bytes` field. It may be empty, and it may follow another one.
  public mutating func element() throws(CodecError) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: input[try delimited()])
  }

  /// A message field, or an element of a list of messages.
  ///
  /// - Parameters:
  ///   - name: its name, for errors.
  ///   - isElement: whether the field is a list: then it may occur again.
  ///   - body: reads the message to its end.
  @inline(__always)
  public mutating func message<Result>(
    _ name: String, isElement: Bool = false, _ body: (inout ProtobufReader) throws(CodecError) -> Result
  ) throws(CodecError) -> Result {
    if !isElement { noteSingular() }
    let range = try delimited()
    var part = ProtobufReader(input: input, from: range.lowerBound, to: range.upperBound)
    do throws(CodecError) {
      let result = try body(&part)
      inheritVerdict(of: part)
      return result
    } catch {
      throw error.inside(name)
    }
  }

  /// Reads an element of a list of messages, up to ``elementLimit`` of them.
  public mutating func append<Element: ProtobufMessage>(_ name: String, to list: inout [Element]) throws(CodecError) {
    guard list.count < Self.elementLimit else { throw failure(.limitExceeded) }
    list.append(try message(name, isElement: true) { (part) throws(CodecError) in try Element(from: &part) })
  }
}

extension Hash256 {
  /// The first 32 bytes, filled with zeros at the end.
  init(leftAligned bytes: UnsafeRawBufferPointer) {
    self = withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { (buffer) -> Hash256 in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(32)))
      return Hash256(UnsafeRawBufferPointer(buffer))
    }
  }

  /// The last 32 bytes, filled with zeros at the start.
  init(rightAligned bytes: UnsafeRawBufferPointer) {
    let tail = UnsafeRawBufferPointer(rebasing: bytes.suffix(32))
    self = withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { (buffer) -> Hash256 in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      UnsafeMutableRawBufferPointer(rebasing: buffer[(32 - tail.count)...]).copyMemory(from: tail)
      return Hash256(UnsafeRawBufferPointer(buffer))
    }
  }
}
