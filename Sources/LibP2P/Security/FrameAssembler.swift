/// Cuts ciphertext, received in any pieces, into frames that begin with their big-endian length.
///
/// Frames that lie whole in the input are handed out in place; only a frame that is cut at the end of the input is kept.
struct FrameAssembler: Sendable {
  /// A frame's body, without its length.
  enum Frame {
    /// It lies in the input.
    case inPlace(UnsafeRawBufferPointer)
    /// It was put together here: the bytes behind `lengthByteCount`. Give the array back with `recycle`.
    case assembled([UInt8])
  }

  /// How many bytes the length has: 2 or 4.
  let lengthByteCount: Int
  /// The shortest body.
  let minimum: Int
  /// The longest body.
  let maximum: Int
  private var partial: [UInt8] = []

  /// An assembler that has nothing yet.
  init(lengthByteCount: Int, minimum: Int, maximum: Int) {
    self.lengthByteCount = lengthByteCount
    self.minimum = minimum
    self.maximum = maximum
  }

  /// The next frame, moving `rest` on, or nil when more input is needed and all of `rest` has been kept.
  ///
  /// - Throws: `frameTooLong`, `frameTooShort`.
  mutating func next(_ rest: inout UnsafeRawBufferPointer) throws(SecureChannelError) -> Frame? {
    guard partial.isEmpty else { return try continuePartial(&rest) }
    guard rest.count >= lengthByteCount else {
      keep(&rest, rest.count)
      return nil
    }
    let length = try checked(rest.prefix(lengthByteCount).reduce(0) { $0 << 8 | Int($1) })
    guard rest.count - lengthByteCount >= length else {
      partial.reserveCapacity(min(lengthByteCount + length, 2 * rest.count))
      keep(&rest, rest.count)
      return nil
    }
    let body = UnsafeRawBufferPointer(rebasing: rest[lengthByteCount..<lengthByteCount + length])
    rest = UnsafeRawBufferPointer(rebasing: rest[(lengthByteCount + length)...])
    return .inPlace(body)
  }

  private mutating func continuePartial(_ rest: inout UnsafeRawBufferPointer) throws(SecureChannelError) -> Frame? {
    keep(&rest, min(rest.count, max(0, lengthByteCount - partial.count)))
    guard partial.count >= lengthByteCount else { return nil }
    let length = try checked(partial.prefix(lengthByteCount).reduce(0) { $0 << 8 | Int($1) })
    keep(&rest, min(rest.count, lengthByteCount + length - partial.count))
    guard partial.count == lengthByteCount + length else { return nil }
    defer { partial = [] }
    return .assembled(partial)
  }

  /// Gives the storage of an assembled frame back, for the next one.
  mutating func recycle(_ array: consuming [UInt8]) {
    guard partial.isEmpty, array.capacity <= 1 << 17 else { return }
    array.removeAll(keepingCapacity: true)
    partial = array
  }

  private mutating func keep(_ rest: inout UnsafeRawBufferPointer, _ count: Int) {
    partial.append(contentsOf: rest.prefix(count))
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }

  private func checked(_ length: Int) throws(SecureChannelError) -> Int {
    guard length <= maximum else { throw .frameTooLong(length) }
    guard length >= minimum else { throw .frameTooShort(length) }
    return length
  }
}
