/// 64 bytes stored in place: coordinates, a parsed key, or the two numbers of a signature.
struct Bytes64: Sendable, Hashable {
  private var words: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)

  /// 64 zero bytes.
  init() {}

  /// The first 64 bytes of a buffer, which must hold as many.
  init(_ buffer: UnsafeRawBufferPointer) {
    withMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer.prefix(64))) }
  }

  /// Calls `body` with the bytes.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeBytes(of: words, body)
  }

  /// Calls `body` with the bytes, to be changed.
  @inline(__always)
  mutating func withMutableBytes<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
    withUnsafeMutableBytes(of: &words, body)
  }

  /// Calls `body` with the bytes as one of the C library's opaque 64-byte structures.
  @inline(__always)
  func with<Opaque, Result>(_ type: Opaque.Type, _ body: (UnsafePointer<Opaque>) -> Result) -> Result {
    withUnsafePointer(to: words) { pointer in
      body(UnsafeRawPointer(pointer).assumingMemoryBound(to: type))
    }
  }

  /// Calls `body` with the bytes as one of the C library's opaque 64-byte structures, to be changed.
  @inline(__always)
  mutating func withMutable<Opaque, Result>(_ type: Opaque.Type, _ body: (UnsafeMutablePointer<Opaque>) -> Result) -> Result {
    withUnsafeMutablePointer(to: &words) { pointer in
      body(UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: type))
    }
  }

  /// Whether all bytes are the same.
  static func == (left: Bytes64, right: Bytes64) -> Bool {
    let a = left.words
    let b = right.words
    let first = (a.0 ^ b.0) | (a.1 ^ b.1) | (a.2 ^ b.2) | (a.3 ^ b.3)
    let second = (a.4 ^ b.4) | (a.5 ^ b.5) | (a.6 ^ b.6) | (a.7 ^ b.7)
    return (first | second) == 0
  }

  /// Feeds all bytes to the hasher.
  func hash(into hasher: inout Hasher) {
    withBytes { hasher.combine(bytes: $0) }
  }
}
