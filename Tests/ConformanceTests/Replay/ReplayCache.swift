import TestSupport

/// Replays each recorded chain once, however many tests look at the result.
actor ReplayCache {
  static let shared = ReplayCache()

  private var tasks: [String: Task<ReplayedChain, any Error>] = [:]

  /// The chain, replayed now or before.
  func replay(_ golden: GoldenChain) async throws -> ReplayedChain {
    if let task = tasks[golden.name] { return try await task.value }
    let task = Task.detached { try ReplayedChain(golden) }
    tasks[golden.name] = task
    return try await task.value
  }
}

extension GoldenChain {
  /// All chains of which it was recorded what their blocks did.
  static let recordedInFull = GoldenData.chains.filter(\.isRecordedInFull)

  /// The chain, imported.
  func replayed() async throws -> ReplayedChain { try await ReplayCache.shared.replay(self) }
}
