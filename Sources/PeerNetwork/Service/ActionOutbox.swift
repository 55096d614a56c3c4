import ChainTypes
import LibP2P
import Synchronization

/// Sends actions of this node, many to a message where the network knows such messages.
///
/// Isolation: any task; what waits is behind a lock. An action waits for the delay at most. What waits is bounded by the
/// size of a message: whoever fills it up sends it.
final class ActionOutbox: Sendable {
  /// Actions in a message at most.
  static let maximumCount = 256
  /// Bytes in a message at most, as long as more than one action is in it.
  static let maximumBytes = 128 << 10

  let sender: MessageSender
  private let delay: Duration
  private let sendsLists: Bool
  private let state = Mutex(State())

  private struct State: Sendable {
    var actions: [SealedAction] = []
    var bytes = 0
    var timer: Task<Void, Never>?
    var isStopped = false

    mutating func take() -> [SealedAction] {
      timer?.cancel()
      timer = nil
      bytes = 0
      defer { actions = [] }
      return actions
    }
  }

  init(sender: MessageSender, delay: Duration, sendsLists: Bool) {
    self.sender = sender
    self.delay = delay
    self.sendsLists = sendsLists
  }

  /// Sends actions, soon.
  ///
  /// - Throws: when a message that goes out now cannot be sent; later failures are lost, as messages in gossip are.
  func send(_ actions: [SealedAction]) async throws {
    guard sendsLists else {
      for action in actions { try await sender.broadcast(.action(action)) }
      return
    }
    for action in actions {
      if let full = add(action) { try await flush(full) }
    }
  }

  /// Adds an action to those that wait.
  ///
  /// - Returns: all of them, when they fill a message.
  private func add(_ action: SealedAction) -> [SealedAction]? {
    let size = action.encoded.count
    return state.withLock { state in
      state.actions.append(action)
      state.bytes += size
      if state.actions.count >= Self.maximumCount || state.bytes >= Self.maximumBytes { return state.take() }
      if state.timer == nil, !state.isStopped {
        state.timer = Task {
          try? await Task.sleep(for: self.delay)
          guard !Task.isCancelled else { return }
          try? await self.flush(self.takeAll())
        }
      }
      return nil
    }
  }

  private func takeAll() -> [SealedAction] {
    state.withLock {
      // The timer is the caller: it must not cancel itself.
      $0.timer = nil
      return $0.take()
    }
  }

  private func flush(_ actions: [SealedAction]) async throws {
    guard !actions.isEmpty else { return }
    try await sender.broadcast(actions.count == 1 ? .action(actions[0]) : .actions(actions))
  }

  /// Forgets what waits.
  func stop() {
    state.withLock {
      $0.isStopped = true
      _ = $0.take()
    }
  }
}
