/// One transaction in a log: a head of 32 bytes, then the changes.
///
///     length of the changes (8 bytes), number (8), durable (8), checksum (8), changes
///
/// `number` counts frames from zero. `durable` is the number of frames that were surely on disk when this one was written: a
/// frame below it that cannot be read was there once, and the file is damaged; one at or above it may be what a power failure
/// left of a commit that nobody relied on. All numbers are big-endian; the checksum is FNV-1a of the head before it and of the
/// changes.
struct LogFrame {
  /// Bytes of the head.
  static let headLength = 32

  /// Counts frames from zero.
  let number: UInt64
  /// How many frames were surely on disk when this one was written.
  let durable: UInt64
  /// Where in the file's bytes the changes are.
  let changes: Range<Int>

  /// The bytes of a frame.
  static func encode(_ changes: [UInt8], number: UInt64, durable: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(headLength + changes.count)
    for field in [UInt64(changes.count), number, durable] {
      withUnsafeBytes(of: field.bigEndian) { bytes.append(contentsOf: $0) }
    }
    let checksum = changes.withUnsafeBytes { changes in
      bytes.withUnsafeBytes { Self.checksum($0, changes) }
    }
    withUnsafeBytes(of: checksum.bigEndian) { bytes.append(contentsOf: $0) }
    bytes += changes
    return bytes
  }

  /// The frame that begins at an offset; nil when none does.
  init?(in bytes: UnsafeRawBufferPointer, at offset: Int) {
    guard offset >= 0, bytes.count - offset >= Self.headLength else { return nil }
    func field(_ index: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + index * 8, as: UInt64.self))
    }
    let start = offset + Self.headLength
    guard let length = Int(exactly: field(0)), length <= bytes.count - start else { return nil }
    let head = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 24])
    guard field(3) == Self.checksum(head, UnsafeRawBufferPointer(rebasing: bytes[start..<start + length])) else { return nil }
    number = field(1)
    durable = field(2)
    changes = start..<start + length
  }

  private static func checksum(_ head: UnsafeRawBufferPointer, _ changes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in [head, changes] {
      // Wraps by definition of FNV.
      for byte in part { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
    return hash
  }
}
