import Primitives

/// Remembers what was seen lately, in bounded space.
///
/// There are two generations: a new one is begun when the current one is old or full, and the one before is forgotten. So
/// something is remembered for one to two ages, or for less when much comes.
struct DuplicateFilter: Hashable, Sendable {
  private let age: UInt64
  private let capacity: Int
  private var current: Set<Hash256> = []
  private var previous: Set<Hash256> = []
  private var began: UInt64 = 0

  /// - Parameters:
  ///   - age: nanoseconds for which something is remembered at least.
  ///   - capacity: entries of one generation at most.
  init(age: UInt64, capacity: Int) {
    self.age = age
    self.capacity = max(1, capacity)
  }

  /// Notes something.
  ///
  /// - Returns: whether it was not seen lately.
  mutating func insert(_ key: Hash256, at now: UInt64) -> Bool {
    if current.count >= capacity || now - min(now, began) >= age {
      // After a long silence the current generation is too old, too.
      previous = now - min(now, began) >= saturating(age, plus: age) ? [] : current
      current = []
      began = now
    }
    guard !previous.contains(key) else { return false }
    return current.insert(key).inserted
  }

  /// Forgets something that was not looked at after all.
  mutating func remove(_ key: Hash256) {
    current.remove(key)
    previous.remove(key)
  }
}
