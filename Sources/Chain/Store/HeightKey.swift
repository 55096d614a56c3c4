/// Heights as keys: eight bytes, big-endian, so that they sort as numbers.
enum HeightKey {
  /// Calls `body` with the key of a height.
  @inline(__always)
  static func with<R, E: Error>(
    _ height: UInt64, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try withUnsafePointer(to: height.bigEndian) { (pointer) throws(E) in
      try body(UnsafeRawBufferPointer(start: pointer, count: 8))
    }
  }

  /// The height of a key; nil when it does not have eight bytes.
  static func height(of key: UnsafeRawBufferPointer) -> UInt64? {
    key.count == 8 ? UInt64(bigEndian: key.loadUnaligned(as: UInt64.self)) : nil
  }
}
