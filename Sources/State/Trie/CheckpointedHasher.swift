internal import ChainCrypto
internal import Primitives

/// Keccak-256 of a message that is hashed again and again with few changes.
///
/// It keeps the hash function's state at every ``stride`` bytes and resumes from the last one before a change. Short
/// messages are hashed outright.
struct CheckpointedHasher {
  /// The distance of checkpoints: four blocks of Keccak-256.
  static let stride = 4 * 136

  /// States after `stride`, `2 * stride`, … bytes.
  private var states: ContiguousArray<Keccak256> = []
  /// How many of the states still belong to the message.
  private var valid = 0

  /// Says that the message changed at this offset or after it.
  mutating func invalidate(from offset: Int) {
    valid = min(valid, offset / Self.stride)
  }

  /// The hash of a message that is as it was last time before the offsets given to ``invalidate(from:)``.
  mutating func hash(_ message: UnsafeRawBufferPointer) -> Hash256 {
    guard message.count > 2 * Self.stride else {
      valid = 0
      return Keccak256.hash(message)
    }
    var state = valid > 0 ? states[valid &- 1] : Keccak256()
    var done = valid &* Self.stride
    while done &+ Self.stride < message.count {
      state.update(UnsafeRawBufferPointer(rebasing: message[done..<done &+ Self.stride]))
      done &+= Self.stride
      if valid < states.count {
        states[valid] = state
      } else {
        states.append(state)
      }
      valid &+= 1
    }
    state.update(UnsafeRawBufferPointer(rebasing: message[done...]))
    return state.finalize()
  }
}
