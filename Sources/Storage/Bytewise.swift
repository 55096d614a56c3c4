internal import Glibc

/// The order of keys: unsigned bytes from the left, a prefix before its extensions; LMDB's default order.
enum Bytewise {
  /// Negative, zero or positive as `left` sorts before, with or after `right`.
  static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    if let first = left.baseAddress, let second = right.baseAddress {
      let order = memcmp(first, second, min(left.count, right.count))
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }

  /// True when `left` sorts before `right`.
  static func precedes(_ left: UnsafeRawBufferPointer, _ right: [UInt8]) -> Bool {
    right.withUnsafeBufferPointer { compare(left, UnsafeRawBufferPointer($0)) < 0 }
  }
}
