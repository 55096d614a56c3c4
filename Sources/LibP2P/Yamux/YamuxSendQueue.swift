/// Bytes of one stream that wait to be sent. Taking from the front is cheap.
struct YamuxSendQueue: Sendable, Hashable {
  /// The bytes, the first `head` of which are sent.
  private var storage: [UInt8] = []
  /// How many bytes at the front are sent.
  private var head = 0

  /// How many bytes wait.
  var count: Int { storage.count - head }

  /// Whether none wait.
  var isEmpty: Bool { storage.count == head }

  /// Adds bytes at the end.
  mutating func append(_ bytes: UnsafeRawBufferPointer) { storage.append(contentsOf: bytes) }

  /// Moves the first `count` bytes (at most ``count``) to the end of `output`.
  mutating func move(_ count: Int, to output: inout [UInt8]) {
    output.append(contentsOf: storage[head..<head + count])
    head += count
    if head == storage.count {
      storage.removeAll(keepingCapacity: storage.count <= 65_536)
      head = 0
    } else if head > 131_072, head * 2 > storage.count {
      storage.removeFirst(head)
      head = 0
    }
  }
}
