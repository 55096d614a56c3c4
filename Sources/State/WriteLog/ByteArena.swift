/// Bytes in one piece of memory that only grows at its end or is cut there.
///
/// Pointers into it are valid until the next append.
struct ByteArena: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  /// How many bytes there are.
  private(set) var count = 0

  /// An empty arena with room for some bytes.
  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    base = .allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit {
    base.deallocate()
  }

  /// All bytes.
  var bytes: UnsafeRawBufferPointer {
    @inline(__always) borrowing get { UnsafeRawBufferPointer(start: base, count: count) }
  }

  /// Some of the bytes, which must exist.
  @inline(__always)
  borrowing func bytes(at offset: Int, count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + offset, count: count)
  }

  /// Where the next byte goes, with room for `count` of them. Commit with ``advance(by:)``.
  @inline(__always)
  mutating func room(for count: Int) -> UnsafeMutableRawPointer {
    if self.count &+ count > capacity { grow(by: count) }
    return base + self.count
  }

  /// Takes over bytes that were written into the room.
  @inline(__always)
  mutating func advance(by count: Int) {
    self.count &+= count
  }

  /// Cuts the end off.
  mutating func truncate(to count: Int) {
    self.count = count
  }

  /// Doubles the memory, or more.
  @inline(never)
  private mutating func grow(by needed: Int) {
    let larger = max(capacity * 2, count + needed)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    memory.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = memory
    capacity = larger
  }
}
