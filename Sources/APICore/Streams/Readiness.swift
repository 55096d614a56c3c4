internal import Synchronization

/// Whether the node is ready to answer: in sync, and neither starting nor stopping.
///
/// The node sets it; health checks of all protocols read it. Isolation: any thread; one value behind a lock.
public final class Readiness: Sendable {
  private struct State {
    var isReady = false
    var watchers: [Int: AsyncStream<Bool>.Continuation] = [:]
    var next = 0
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Not ready.
  public init() {}

  /// Whether the node is ready now.
  public var isReady: Bool { state.withLock { $0.isReady } }

  /// Says whether the node is ready.
  public func set(_ isReady: Bool) {
    state.withLock { state in
      guard state.isReady != isReady, !state.isClosed else { return }
      state.isReady = isReady
      // Under the lock, so that watchers see changes in their order; yielding only puts the value into a buffer.
      for watcher in state.watchers.values { watcher.yield(isReady) }
    }
  }

  /// Says for the last time that the node is not ready, and ends all watches.
  public func close() {
    set(false)
    let watchers = state.withLock { state -> [AsyncStream<Bool>.Continuation] in
      defer { state.watchers = [:] }
      state.isClosed = true
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.finish() }
  }

  /// The value now, then every change; of several changes that were not read, the last one.
  ///
  /// - Returns: nil when as many watch as may.
  public func watch(limit: Int) -> AsyncStream<Bool>? {
    let (stream, continuation) = AsyncStream<Bool>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state -> Int? in
      guard state.watchers.count < limit else { return nil }
      continuation.yield(state.isReady)
      if state.isClosed {
        continuation.finish()
        return 0
      }
      state.next += 1
      state.watchers[state.next] = continuation
      return state.next
    }
    guard let id else { return nil }
    continuation.onTermination = { [weak self] _ in self?.remove(id) }
    return stream
  }

  private func remove(_ id: Int) {
    state.withLock { $0.watchers[id] = nil }
  }
}
