internal import Synchronization

/// One request while it is being answered: when it must be over, and whether anybody still waits for it.
///
/// Work that reads many blocks asks `check` for each. Isolation: any thread.
public final class APICall: Sendable {
  /// When the answer comes too late.
  public let deadline: ContinuousClock.Instant?
  private let isCancelled = Atomic(false)

  /// A request.
  public init(deadline: ContinuousClock.Instant? = nil) {
    self.deadline = deadline
  }

  /// A request that may take so long from now on.
  public convenience init(timeout: Duration) {
    self.init(deadline: .now.advanced(by: timeout))
  }

  /// Says that nobody waits for the answer any more.
  public func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Whether work on the request is in vain.
  public var isOver: Bool { isCancelled.load(ordering: .relaxed) || isLate }

  /// Ends the work when it is in vain.
  ///
  /// - Throws: `deadlineExceeded`, or `cancelled`.
  public func check() throws(APIError) {
    guard isOver else { return }
    // A client that cancels because its deadline has passed is told the deadline.
    if isLate { throw APIError(.deadlineExceeded, "the time for the request is over") }
    throw APIError(.cancelled, "the caller gave up")
  }

  private var isLate: Bool { deadline.map { $0 <= .now } ?? false }
}
