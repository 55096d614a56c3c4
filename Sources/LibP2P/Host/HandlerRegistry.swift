import Synchronization

/// Which protocols are spoken on streams, by whom, and how many streams of each there are. Guarded by its own lock, which is taken last.
final class HandlerRegistry: Sendable {
  /// Serves a stream until it returns.
  typealias Handler = @Sendable (PeerStream) async -> Void

  private struct Entry {
    var limits: StreamLimits
    var handler: Handler
    var count = 0
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var order: [String] = []
  }

  private let state = Mutex(State())

  /// The protocols, in the order in which they were set first.
  var protocols: [String] { state.withLock { $0.order } }

  /// Sets the handler of protocols.
  func set(_ protocols: [String], limits: StreamLimits, handler: @escaping Handler) {
    state.withLock { state in
      for name in protocols {
        if state.entries[name] == nil { state.order.append(name) }
        let count = state.entries[name]?.count ?? 0
        state.entries[name] = Entry(limits: limits, handler: handler, count: count)
      }
    }
  }

  /// Speaks protocols no more.
  func remove(_ protocols: [String]) {
    state.withLock { state in
      for name in protocols { state.entries[name] = nil }
      state.order.removeAll { protocols.contains($0) }
    }
  }

  /// The limits of a protocol.
  func limits(_ name: String) -> StreamLimits? { state.withLock { $0.entries[name]?.limits } }

  /// Counts one more stream of a protocol and returns its handler, or nil if there are too many. Each one must be given to ``release(_:)``.
  func admit(_ name: String) -> Handler? {
    state.withLock { state in
      guard let entry = state.entries[name], entry.count < entry.limits.concurrent else { return nil }
      state.entries[name]?.count += 1
      return entry.handler
    }
  }

  /// Counts one stream of a protocol less.
  func release(_ name: String) {
    state.withLock { state in
      guard let entry = state.entries[name], entry.count > 0 else { return }
      state.entries[name]?.count -= 1
    }
  }
}
