internal import Primitives

/// What postings are found by: a fixed number of bytes in bytewise order, spread evenly.
protocol PostingKey: Comparable {
  /// Its size in a record.
  static var size: Int { get }
  /// Reads one at an offset that the caller has checked.
  init(in bytes: UnsafeRawBufferPointer, at offset: Int)
  /// Writes it at an offset that the caller has checked.
  func write(to buffer: UnsafeMutableRawBufferPointer, at offset: Int)
  /// The first eight bytes as a number: where among all keys it lies.
  var leading: UInt64 { get }
}

extension Hash160: PostingKey {
  static var size: Int { 20 }

  @inline(__always)
  init(in bytes: UnsafeRawBufferPointer, at offset: Int) {
    self.init(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + 20)]))
  }

  func write(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[offset...]).copyMemory(from: $0) }
  }

  @inline(__always)
  var leading: UInt64 { withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) } }
}

extension UInt64: PostingKey {
  static var size: Int { 8 }

  @inline(__always)
  init(in bytes: UnsafeRawBufferPointer, at offset: Int) { self = bytes.number(at: offset) }

  func write(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    buffer.storeBytes(of: littleEndian, toByteOffset: offset, as: UInt64.self)
  }

  @inline(__always)
  var leading: UInt64 { self }
}

extension Hash256 {
  /// The first eight bytes as a number, in the order of the bytes.
  @inline(__always)
  var leading: UInt64 { withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) } }
}

/// The first of `count` ascending elements that is not below what is looked for.
///
/// Elements are spread evenly, so the search starts where the looked-for one should be and widens from there: few steps,
/// and most of them in one page of memory. For any other spread it is a binary search.
///
/// - Parameters:
///   - leading: the looked-for element's place in 0 ..< 2^64.
///   - isBelow: whether the element at an index is below the looked-for one.
@inline(__always)
func lowerBound(of leading: UInt64, count: Int, isBelow: (Int) -> Bool) -> Int {
  guard count > 0 else { return 0 }
  let guess = Int(leading.multipliedFullWidth(by: UInt64(count)).high)
  var low: Int
  var high: Int
  var step = 1
  if isBelow(guess) {
    low = guess + 1
    high = low
    while high < count, isBelow(high) {
      low = high + 1
      high = min(count, high + step)
      step *= 2
    }
  } else {
    high = guess
    low = high
    while low > 0 {
      low = max(0, high - step)
      if isBelow(low) {
        low += 1
        break
      }
      high = low
      step *= 2
    }
  }
  while low < high {
    let middle = low + (high - low) / 2
    if isBelow(middle) { low = middle + 1 } else { high = middle }
  }
  return low
}
