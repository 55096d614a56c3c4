/// 32 bytes, most often a Keccak-256 hash.
///
/// The memory layout is the bytes in order: `withUnsafeBytes` costs nothing, and comparing is four words.
@frozen
public struct Hash256: Sendable, Hashable {
  // Words as they lie in memory: their numeric values depend on the machine's byte order, the bytes do not.
  @usableFromInline let w0: UInt64
  @usableFromInline let w1: UInt64
  @usableFromInline let w2: UInt64
  @usableFromInline let w3: UInt64

  @inlinable @inline(__always)
  init(w0: UInt64, w1: UInt64, w2: UInt64, w3: UInt64) {
    self.w0 = w0
    self.w1 = w1
    self.w2 = w2
    self.w3 = w3
  }

  /// The number of bytes.
  @inlinable public static var byteCount: Int { 32 }

  /// 32 zero bytes.
  @inlinable public static var zero: Hash256 { Hash256(w0: 0, w1: 0, w2: 0, w3: 0) }

  /// The hash with these bytes; `nil` unless there are exactly 32.
  @inlinable
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self = bytes.withUnsafeBytes { Hash256($0) }
  }

  /// The hash with the bytes of a buffer.
  ///
  /// - Precondition: the buffer holds exactly 32 bytes.
  @inlinable
  public init(_ buffer: UnsafeRawBufferPointer) {
    precondition(buffer.count == 32, "a Hash256 is made of exactly 32 bytes")
    self.init(
      w0: buffer.loadUnaligned(as: UInt64.self),
      w1: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
      w2: buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
      w3: buffer.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
  }

  /// The hash whose bytes are the big-endian bytes of the number.
  @inlinable
  public init(_ number: U256) {
    self.init(w0: number.w3.bigEndian, w1: number.w2.bigEndian, w2: number.w1.bigEndian, w3: number.w0.bigEndian)
  }

  /// The hash with 64 hexadecimal digits in either case, with or without `0x`; `nil` for any other text.
  public init?(hex: String) {
    let parsed: Hash256? = withUnsafeTemporaryAllocation(byteCount: Hash256.byteCount, alignment: 8) { bytes in
      Hex.decode(hex, exactlyInto: bytes) ? Hash256(UnsafeRawBufferPointer(bytes)) : nil
    }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The 32 bytes.
  @inlinable public var bytes: [UInt8] {
    withUnsafeBytes { [UInt8]($0) }
  }

  /// 64 lower-case hexadecimal digits, without `0x`.
  public var hex: String {
    withUnsafeBytes { Hex.encode($0) }
  }

  /// Whether all bytes are zero.
  @inlinable public var isZero: Bool {
    (w0 | w1 | w2 | w3) == 0
  }

  /// Calls `body` with the 32 bytes, which live only that long.
  @inlinable
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafePointer(to: self) { pointer throws(Failure) in
      try body(UnsafeRawBufferPointer(start: pointer, count: 32))
    }
  }

  /// Whether both are the same.
  @inlinable @inline(__always)
  public static func == (left: Hash256, right: Hash256) -> Bool {
    ((left.w0 ^ right.w0) | (left.w1 ^ right.w1) | (left.w2 ^ right.w2) | (left.w3 ^ right.w3)) == 0
  }

  /// Feeds all of the words to the hasher.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    // All words, because storage keys differ in any of them and outsiders choose them.
    hasher.combine(w0)
    hasher.combine(w1)
    hasher.combine(w2)
    hasher.combine(w3)
  }
}

extension Hash256: Comparable {
  /// Lexicographic order of the bytes, Go's `bytes.Compare`.
  @inlinable
  public static func < (left: Hash256, right: Hash256) -> Bool {
    if left.w0 != right.w0 { return left.w0.bigEndian < right.w0.bigEndian }
    if left.w1 != right.w1 { return left.w1.bigEndian < right.w1.bigEndian }
    if left.w2 != right.w2 { return left.w2.bigEndian < right.w2.bigEndian }
    return left.w3.bigEndian < right.w3.bigEndian
  }
}

extension Hash256: CustomStringConvertible {
  /// `hex`.
  public var description: String { hex }
}
