/// The hash by which the write log finds keys. It is not stored and not seen by anyone; only speed depends on it.
enum KeyHash {
  /// Mixes all bytes of a key and its namespace, eight at a time.
  @inline(__always)
  static func hash(_ namespace: StateNamespace, _ key: UnsafeRawBufferPointer) -> UInt32 {
    var state = UInt64(truncatingIfNeeded: key.count) &<< 8 | UInt64(namespace.rawValue)
    var offset = 0
    while offset &+ 8 <= key.count {
      state = mix(state, key.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset &+= 8
    }
    if offset < key.count {
      var last: UInt64 = 0
      while offset < key.count {
        last = last &<< 8 | UInt64(key[offset])
        offset &+= 1
      }
      state = mix(state, last)
    }
    return UInt32(truncatingIfNeeded: state &>> 32)
  }

  /// One step: xor, then both halves of a product with an odd constant (the golden ratio's bits).
  @inline(__always)
  private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return product.high ^ product.low
  }
}
