extension U256 {
  /// The number with these big-endian bytes, 0 to 32 of them; `nil` for more.
  @inlinable
  public init?(bigEndian bytes: [UInt8]) {
    guard bytes.count <= 32 else { return nil }
    self = bytes.withUnsafeBytes { U256(bigEndianBytes: $0) }
  }

  /// The number with these big-endian bytes. Of more than 32, the last 32 count.
  @inlinable
  public init(bigEndianBytes bytes: UnsafeRawBufferPointer) {
    if bytes.count >= 32 {
      self.init(loadingBigEndian: bytes, at: bytes.count &- 32)
      return
    }
    self.init(
      w0: U256.limb(of: bytes, before: bytes.count),
      w1: U256.limb(of: bytes, before: bytes.count &- 8),
      w2: U256.limb(of: bytes, before: bytes.count &- 16),
      w3: U256.limb(of: bytes, before: bytes.count &- 24))
  }

  /// The limb in the (up to eight) big-endian bytes before `end`, which is at most the number of bytes; 0 if there are none.
  @inlinable @inline(__always)
  static func limb(of bytes: UnsafeRawBufferPointer, before end: Int) -> UInt64 {
    if end >= 8 { return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self)) }
    var limb: UInt64 = 0
    var position = 0
    while position < end {
      limb = (limb &<< 8) | UInt64(bytes[position])
      position &+= 1
    }
    return limb
  }

  /// The number in the 32 big-endian bytes from `offset` on, which must lie inside `bytes`.
  @inlinable @inline(__always)
  init(loadingBigEndian bytes: UnsafeRawBufferPointer, at offset: Int) {
    self.init(
      w0: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset &+ 24, as: UInt64.self)),
      w1: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset &+ 16, as: UInt64.self)),
      w2: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)),
      w3: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
  }

  /// The number in the 32 big-endian bytes that `pointer` points to: the EVM's MLOAD. The caller answers for the bounds.
  @inlinable @inline(__always)
  public init(loadingBigEndianFrom pointer: UnsafeRawPointer) {
    self.init(
      w0: UInt64(bigEndian: pointer.loadUnaligned(fromByteOffset: 24, as: UInt64.self)),
      w1: UInt64(bigEndian: pointer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
      w2: UInt64(bigEndian: pointer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      w3: UInt64(bigEndian: pointer.loadUnaligned(as: UInt64.self)))
  }

  /// Writes 32 big-endian bytes to `pointer`: the EVM's MSTORE. The caller answers for the bounds.
  @inlinable @inline(__always)
  public func storeBigEndian(into pointer: UnsafeMutableRawPointer) {
    pointer.storeBytes(of: w3.bigEndian, as: UInt64.self)
    pointer.storeBytes(of: w2.bigEndian, toByteOffset: 8, as: UInt64.self)
    pointer.storeBytes(of: w1.bigEndian, toByteOffset: 16, as: UInt64.self)
    pointer.storeBytes(of: w0.bigEndian, toByteOffset: 24, as: UInt64.self)
  }

  /// The 32 big-endian bytes.
  @inlinable public var bigEndianBytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      if let base = buffer.baseAddress {
        storeBigEndian(into: base)
        count = 32
      }
    }
  }

  /// The big-endian bytes without leading zeros; empty for zero. Go's `big.Int.Bytes`.
  @inlinable public var minimalBigEndianBytes: [UInt8] {
    withBigEndianBytes { [UInt8]($0.suffix(byteWidthUsed)) }
  }

  /// Calls `body` with the 32 big-endian bytes, which live only that long.
  @inlinable
  public func withBigEndianBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let swapped = U256(w0: w3.bigEndian, w1: w2.bigEndian, w2: w1.bigEndian, w3: w0.bigEndian)
    return try withUnsafePointer(to: swapped) { pointer throws(Failure) in
      try body(UnsafeRawBufferPointer(start: pointer, count: 32))
    }
  }

  /// The number whose big-endian bytes are the hash.
  @inlinable
  public init(_ hash: Hash256) {
    self.init(w0: hash.w3.bigEndian, w1: hash.w2.bigEndian, w2: hash.w1.bigEndian, w3: hash.w0.bigEndian)
  }

  /// The number whose low 160 bits are the hash, big-endian: an address on the EVM's stack.
  @inlinable
  public init(_ hash: Hash160) {
    let h0 = hash.w0.bigEndian
    let h1 = hash.w1.bigEndian
    self.init(
      w0: (h1 &<< 32) | UInt64(hash.w2.bigEndian),
      w1: (h0 &<< 32) | (h1 &>> 32),
      w2: h0 &>> 32,
      w3: 0)
  }
}
