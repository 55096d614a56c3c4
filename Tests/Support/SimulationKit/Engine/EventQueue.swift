/// What will happen, in the order of time; what happens at one moment keeps the order in which it was scheduled.
public struct EventQueue<Event> {
  private struct Entry {
    let time: VirtualTime
    let sequence: UInt64
    let event: Event

    func precedes(_ other: Entry) -> Bool { time == other.time ? sequence < other.sequence : time < other.time }
  }

  /// A binary heap: the next event is first.
  private var heap: [Entry] = []
  private var sequence: UInt64 = 0

  /// An empty queue.
  public init() {}

  /// Number of events.
  public var count: Int { heap.count }

  /// The time of the next event; nil when there is none.
  public var nextTime: VirtualTime? { heap.first?.time }

  /// Schedules an event.
  public mutating func schedule(_ event: Event, at time: VirtualTime) {
    sequence += 1
    heap.append(Entry(time: time, sequence: sequence, event: event))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the next event.
  public mutating func next() -> (time: VirtualTime, event: Event)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if !heap.isEmpty {
      heap[0] = last
      siftDown()
    }
    return (first.time, first.event)
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].precedes(heap[best]) { best = child }
      if best == parent { return }
      heap.swapAt(parent, best)
      parent = best
    }
  }
}
