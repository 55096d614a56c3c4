/// Everything that happened in a simulation: a hash over all of it, the last events, and all of them for whoever listens.
public struct Trace {
  /// Over all events so far.
  public private(set) var hash = RunningHash()
  /// Number of events so far.
  public private(set) var count = 0
  private var recent: [TraceEvent] = []
  private var position = 0
  private let capacity: Int
  private let listener: ((TraceEvent) -> Void)?

  /// An empty trace.
  ///
  /// - Parameters:
  ///   - capacity: how many of the last events are kept.
  ///   - listener: is told every event.
  public init(keeping capacity: Int = 60, listener: ((TraceEvent) -> Void)? = nil) {
    self.capacity = max(1, capacity)
    self.listener = listener
  }

  /// Adds an event.
  public mutating func record(_ event: TraceEvent) {
    event.fold(into: &hash)
    count += 1
    if recent.count < capacity {
      recent.append(event)
    } else {
      recent[position] = event
      position = (position + 1) % capacity
    }
    listener?(event)
  }

  /// The last events, oldest first.
  public var lastEvents: [TraceEvent] { Array(recent[position...] + recent[..<position]) }
}
