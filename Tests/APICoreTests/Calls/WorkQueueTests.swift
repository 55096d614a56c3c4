import Dispatch
import Synchronization
import Testing

@testable import APICore

/// Work that blocks, outside the cooperative threads.
@Suite("A work queue")
struct WorkQueueTests {
  /// Work that runs until it is let go.
  private final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let begun: AsyncStream<Void>
    private let beginning: AsyncStream<Void>.Continuation

    init() { (begun, beginning) = AsyncStream.makeStream() }

    func hold() {
      beginning.yield()
      semaphore.wait()
    }

    func release(_ count: Int) { for _ in 0..<count { semaphore.signal() } }

    /// Waits until so many pieces of work are held.
    func waitForWork(_ count: Int) async {
      var iterator = begun.makeAsyncIterator()
      for _ in 0..<count { await iterator.next() }
    }
  }

  /// How many pieces of work run at once.
  private final class Meter: Sendable {
    private let state = Mutex((running: 0, highest: 0))

    var highest: Int { state.withLock { $0.highest } }

    func enter() {
      state.withLock {
        $0.running += 1
        $0.highest = max($0.highest, $0.running)
      }
    }

    func leave() { state.withLock { $0.running -= 1 } }
  }

  private func code(_ body: () async throws(APIError) -> Void) async -> APIError.Code? {
    do {
      try await body()
      return nil
    } catch {
      return error.code
    }
  }

  @Test("answers with what the work gives or throws")
  func results() async throws {
    let queue = WorkQueue(name: "test", workers: 2, waiting: 2)
    #expect(try await queue.run(APICall()) { 42 } == 42)
    #expect(
      await code { () throws(APIError) in try await queue.run(APICall()) { () throws(APIError) in throw APIError(.fault, "x") } } == .fault)
  }

  @Test("refuses work at once when its line is full, and takes it again later")
  func full() async throws {
    let queue = WorkQueue(name: "test", workers: 2, waiting: 1)
    let gate = Gate()
    await withTaskGroup(of: APIError.Code?.self) { group in
      for _ in 0..<2 { group.addTask { await code { () throws(APIError) in try await queue.run(APICall()) { gate.hold() } } } }
      await gate.waitForWork(2)
      // Of two more only one finds room in the line. While the others are held, nobody else has an answer.
      for _ in 0..<2 { group.addTask { await code { () throws(APIError) in try await queue.run(APICall()) {} } } }
      #expect(await group.next() == .busy)
      #expect(queue.waitingCount == 1)
      gate.release(2)
      for await code in group { #expect(code == nil) }
    }
    #expect(try await queue.run(APICall()) { 1 } == 1)
  }

  @Test("does not begin work whose caller gave up, or whose time is over")
  func abandoned() async {
    let queue = WorkQueue(name: "test", workers: 1, waiting: 1)
    let call = APICall()
    call.cancel()
    let meter = Meter()
    #expect(await code { () throws(APIError) in try await queue.run(call) { meter.enter() } } == .cancelled)
    #expect(
      await code { () throws(APIError) in try await queue.run(APICall(timeout: .zero)) { meter.enter() } }
        == .deadlineExceeded)
    #expect(meter.highest == 0)
  }

  @Test("runs everything that it takes, with many callers at once")
  func many() async throws {
    let queue = WorkQueue(name: "test", workers: 3, waiting: 10_000)
    let meter = Meter()
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<2_000 {
        group.addTask {
          try await queue.run(APICall()) {
            meter.enter()
            defer { meter.leave() }
            return number
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 1_999_000)
    #expect((1...3).contains(meter.highest))
  }
}
