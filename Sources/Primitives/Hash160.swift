/// 20 bytes, most often the last ones of a Keccak-256 hash: addresses and state keys.
///
/// The memory layout is the bytes in order, without gaps: `withUnsafeBytes` costs nothing.
@frozen
public struct Hash160: Sendable, Hashable {
  // Words as they lie in memory: their numeric values depend on the machine's byte order, the bytes do not.
  @usableFromInline let w0: UInt64
  @usableFromInline let w1: UInt64
  @usableFromInline let w2: UInt32

  @inlinable @inline(__always)
  init(w0: UInt64, w1: UInt64, w2: UInt32) {
    self.w0 = w0
    self.w1 = w1
    self.w2 = w2
  }

  /// The number of bytes.
  @inlinable public static var byteCount: Int { 20 }

  /// 20 zero bytes.
  @inlinable public static var zero: Hash160 { Hash160(w0: 0, w1: 0, w2: 0) }

  /// The hash with these bytes; `nil` unless there are exactly 20.
  @inlinable
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == 20 else { return nil }
    self = bytes.withUnsafeBytes { Hash160($0) }
  }

  /// The hash with the bytes of a buffer.
  ///
  /// - Precondition: the buffer holds exactly 20 bytes.
  @inlinable
  public init(_ buffer: UnsafeRawBufferPointer) {
    precondition(buffer.count == 20, "a Hash160 is made of exactly 20 bytes")
    self.init(
      w0: buffer.loadUnaligned(as: UInt64.self),
      w1: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
      w2: buffer.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  /// The last 20 bytes of a 32-byte hash: how addresses come from hashes.
  @inlinable
  public init(lastBytesOf hash: Hash256) {
    self = hash.withUnsafeBytes { Hash160(UnsafeRawBufferPointer(rebasing: $0[12...])) }
  }

  /// The low 160 bits of a number, big-endian: how the EVM reads an address from its stack.
  @inlinable
  public init(truncating number: U256) {
    self.init(
      w0: ((number.w2 &<< 32) | (number.w1 &>> 32)).bigEndian,
      w1: ((number.w1 &<< 32) | (number.w0 &>> 32)).bigEndian,
      w2: UInt32(truncatingIfNeeded: number.w0).bigEndian)
  }

  /// The hash with 40 hexadecimal digits in either case, with or without `0x`; `nil` for any other text.
  public init?(hex: String) {
    let parsed: Hash160? = withUnsafeTemporaryAllocation(byteCount: Hash160.byteCount, alignment: 8) { bytes in
      Hex.decode(hex, exactlyInto: bytes) ? Hash160(UnsafeRawBufferPointer(bytes)) : nil
    }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The 20 bytes.
  @inlinable public var bytes: [UInt8] {
    withUnsafeBytes { [UInt8]($0) }
  }

  /// 40 lower-case hexadecimal digits, without `0x`.
  public var hex: String {
    withUnsafeBytes { Hex.encode($0) }
  }

  /// Whether all bytes are zero.
  @inlinable public var isZero: Bool {
    (w0 | w1 | UInt64(w2)) == 0
  }

  /// Calls `body` with the 20 bytes, which live only that long.
  @inlinable
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafePointer(to: self) { pointer throws(Failure) in
      try body(UnsafeRawBufferPointer(start: pointer, count: 20))
    }
  }

  /// Whether both are the same.
  @inlinable @inline(__always)
  public static func == (left: Hash160, right: Hash160) -> Bool {
    ((left.w0 ^ right.w0) | (left.w1 ^ right.w1) | UInt64(left.w2 ^ right.w2)) == 0
  }

  /// Feeds all of the words to the hasher.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    hasher.combine(w0)
    hasher.combine(w1)
    hasher.combine(w2)
  }
}

extension Hash160: Comparable {
  /// Lexicographic order of the bytes, Go's `bytes.Compare`.
  @inlinable
  public static func < (left: Hash160, right: Hash160) -> Bool {
    if left.w0 != right.w0 { return left.w0.bigEndian < right.w0.bigEndian }
    if left.w1 != right.w1 { return left.w1.bigEndian < right.w1.bigEndian }
    return left.w2.bigEndian < right.w2.bigEndian
  }
}

extension Hash160: CustomStringConvertible {
  /// `hex`.
  public var description: String { hex }
}
