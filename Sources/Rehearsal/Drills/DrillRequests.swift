internal import Synchronization

/// Drills that somebody outside asks a running rehearsal for; one at a time.
public final class DrillRequests: Sendable {
  /// A drill to perform.
  struct Request: Sendable {
    let kind: DrillKind
    /// From 0.
    let node: Int
    let seconds: Double
    let reply: @Sendable (Result<DrillVerdict, any Error>) -> Void
  }

  let stream: AsyncStream<Request>
  private let continuation: AsyncStream<Request>.Continuation

  /// No requests.
  public init() {
    // One drill at a time is enough; who asks for more than this at once is told to wait.
    (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(4))
  }

  /// Asks for a drill and waits for the verdict.
  ///
  /// - Throws: `RehearsalError.notRunning` when no rehearsal is there to perform it.
  func perform(_ kind: DrillKind, node: Int, seconds: Double) async throws -> DrillVerdict {
    try await withCheckedThrowingContinuation { waiting in
      let request = Request(kind: kind, node: node, seconds: seconds) { waiting.resume(with: $0) }
      switch continuation.yield(request) {
      case .enqueued: break
      default: waiting.resume(throwing: RehearsalError.notRunning("the rehearsal performs too many drills already, or is ending"))
      }
    }
  }

  /// Refuses all further requests.
  func finish() { continuation.finish() }
}
