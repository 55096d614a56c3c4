/// The streams that have something to send, in the order of their turns. Ids of streams that are gone may be among them.
struct YamuxSchedule: Sendable, Hashable {
  /// The ids, the first `head` of which are taken.
  private var ids: [UInt32] = []
  /// How many at the front are taken.
  private var head = 0

  /// Whether nobody waits.
  var isEmpty: Bool { head == ids.count }

  /// Puts a stream at the end.
  mutating func append(_ id: UInt32) { ids.append(id) }

  /// Takes the stream whose turn it is.
  mutating func popFirst() -> UInt32? {
    guard head < ids.count else { return nil }
    defer {
      head += 1
      if head == ids.count {
        ids.removeAll(keepingCapacity: true)
        head = 0
      } else if head >= 1_024, head * 2 > ids.count {
        ids.removeFirst(head)
        head = 0
      }
    }
    return ids[head]
  }
}
