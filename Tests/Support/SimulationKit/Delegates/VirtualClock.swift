internal import Synchronization

/// A clock that shows what it is set to, for parts of a node that ask for the time by themselves.
final class VirtualClock: Sendable {
  private let state = Mutex(0.0)

  /// Seconds since the simulation began.
  var seconds: Double { state.withLock { $0 } }

  /// Sets the clock.
  func set(_ time: VirtualTime) { state.withLock { $0 = Double(time.nanoseconds) / 1e9 } }
}
