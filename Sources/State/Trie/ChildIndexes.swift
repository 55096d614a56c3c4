/// Which of its 256 possible children a branch has.
struct ChildIndexes {
  private var words: InlineArray<4, UInt64> = [0, 0, 0, 0]

  /// How many children there are.
  private(set) var count = 0

  /// Whether there is a child for this key byte.
  func contains(_ index: UInt8) -> Bool {
    words[Int(index &>> 6)] & (1 &<< UInt64(index & 63)) != 0
  }

  /// How many children have a smaller key byte.
  func rank(of index: UInt8) -> Int {
    let word = Int(index &>> 6)
    var rank = (words[word] & ((1 &<< UInt64(index & 63)) &- 1)).nonzeroBitCount
    for lower in 0..<word { rank &+= words[lower].nonzeroBitCount }
    return rank
  }

  /// Adds a child that is not there.
  mutating func insert(_ index: UInt8) {
    words[Int(index &>> 6)] |= 1 &<< UInt64(index & 63)
    count &+= 1
  }

  /// Removes a child that is there.
  mutating func remove(_ index: UInt8) {
    words[Int(index &>> 6)] &= ~(1 &<< UInt64(index & 63))
    count &-= 1
  }

  /// The smallest key byte of a child other than `index`.
  func first(otherThan index: UInt8) -> UInt8? {
    for word in 0..<4 {
      var bits = words[word]
      if word == Int(index &>> 6) { bits &= ~(1 &<< UInt64(index & 63)) }
      if bits != 0 { return UInt8(truncatingIfNeeded: word &* 64 &+ bits.trailingZeroBitCount) }
    }
    return nil
  }
}
