internal import Primitives

/// Puts the fields of a record one after the other; numbers are little-endian.
struct RecordWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ hash: Hash256) {
    hash.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ hash: Hash160) {
    hash.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }
}

extension UnsafeRawBufferPointer {
  /// The little-endian number at an offset, which the caller has checked.
  @inline(__always)
  func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Number.Type = Number.self) -> Number {
    Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}
