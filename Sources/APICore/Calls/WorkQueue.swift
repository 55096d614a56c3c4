internal import Dispatch
internal import Synchronization

/// Runs blocking work outside Swift's cooperative threads, at most so many pieces at once, with a bounded line before it.
///
/// When the line is full, work is refused at once rather than answered late. Work whose caller gave up while it stood in
/// the line is not begun. Isolation: any thread; the line is a value behind a lock, which is never held while work runs.
public final class WorkQueue: Sendable {
  private struct Line {
    var running = 0
    var waiting: [@Sendable () -> Void] = []
    /// Where `waiting` begins; what is before it was taken.
    var first = 0

    var count: Int { waiting.count - first }

    mutating func next() -> (@Sendable () -> Void)? {
      guard first < waiting.count else { return nil }
      defer {
        first += 1
        if first == waiting.count || first > 256 {
          waiting.removeFirst(first)
          first = 0
        }
      }
      return waiting[first]
    }
  }

  private let workers: Int
  private let waitingLimit: Int
  private let name: String
  private let threads: DispatchQueue
  private let line = Mutex(Line())

  /// A queue.
  ///
  /// - Parameters:
  ///   - name: what it is for, in labels and errors.
  ///   - workers: how many pieces of work run at once; at least 1.
  ///   - waiting: how many more may wait for their turn.
  public init(name: String, workers: Int, waiting: Int) {
    self.name = name
    self.workers = max(1, workers)
    waitingLimit = max(0, waiting)
    threads = DispatchQueue(label: "iotex.api.\(name)", attributes: .concurrent)
  }

  /// How many pieces of work wait for their turn.
  public var waitingCount: Int { line.withLock { $0.count } }

  /// Runs a piece of work and waits for it without blocking a thread.
  ///
  /// - Throws: `busy` when the line is full; what `body` throws; or the end of the call while it waited.
  public func run<Value: Sendable>(
    _ call: APICall, _ body: @escaping @Sendable () throws(APIError) -> Value
  ) async throws(APIError) -> Value {
    let result = await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, APIError>, Never>) in
      let isAccepted = enqueue {
        continuation.resume(
          returning: Result { () throws(APIError) -> Value in
            try call.check()
            return try body()
          })
      }
      if !isAccepted {
        continuation.resume(
          returning: .failure(
            APIError(
              .busy, "this node works on as many \(name) requests as it takes at once: try again later",
              details: ["maximum": "\(workers + waitingLimit)"])))
      }
    }
    return try result.get()
  }

  /// Takes work, or says that the line is full.
  private func enqueue(_ work: @escaping @Sendable () -> Void) -> Bool {
    enum Place { case worker, line, none }
    let place = line.withLock { line -> Place in
      if line.running < workers {
        line.running += 1
        return .worker
      }
      guard line.count < waitingLimit else { return .none }
      line.waiting.append(work)
      return .line
    }
    switch place {
    case .worker:
      threads.async { self.work(beginningWith: work) }
      return true
    case .line: return true
    case .none: return false
    }
  }

  private func work(beginningWith first: @Sendable () -> Void) {
    first()
    while let next = takeNext() { next() }
  }

  private func takeNext() -> (@Sendable () -> Void)? {
    line.withLock { line in
      if let next = line.next() { return next }
      line.running -= 1
      return nil
    }
  }
}
