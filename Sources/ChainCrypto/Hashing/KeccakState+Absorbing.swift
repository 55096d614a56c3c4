import Primitives

/// How a message enters the state of Keccak-256 and how the digest leaves it. Lane 0 begins with the message's first byte.
extension KeccakState {
  /// Adds the first 136 bytes of `bytes`, which must have as many, into the first 17 lanes.
  @inline(__always)
  mutating func absorbBlock(_ bytes: UnsafeRawBufferPointer) {
    withUnsafeMutableBytes(of: &self) { lanes in
      var offset = 0
      while offset < Keccak256.rate {
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        lanes.storeBytes(of: lanes.load(fromByteOffset: offset, as: UInt64.self) ^ word, toByteOffset: offset, as: UInt64.self)
        offset &+= 8
      }
    }
  }

  /// Adds bytes at a position of the block; position and count together must not exceed the rate.
  @inline(__always)
  mutating func absorb(_ bytes: UnsafeRawBufferPointer, at position: Int) {
    withUnsafeMutableBytes(of: &self) { lanes in
      var offset = 0
      while offset &+ 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let target = position &+ offset
        lanes.storeBytes(of: lanes.loadUnaligned(fromByteOffset: target, as: UInt64.self) ^ word, toByteOffset: target, as: UInt64.self)
        offset &+= 8
      }
      while offset < bytes.count {
        lanes[position &+ offset] ^= bytes[offset]
        offset &+= 1
      }
    }
  }

  /// Ends the message at a position of the block: 0x01 there, 0x80 in the block's last byte.
  @inline(__always)
  mutating func pad(at position: Int) {
    withUnsafeMutableBytes(of: &self) { $0[position] ^= 0x01 }
    a16 ^= 0x8000_0000_0000_0000
  }

  /// The first 32 bytes of the state.
  @inline(__always)
  var digest: Hash256 {
    withUnsafeBytes(of: self) { Hash256(UnsafeRawBufferPointer(rebasing: $0.prefix(32))) }
  }
}
