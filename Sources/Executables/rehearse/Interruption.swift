internal import ArgumentParser
internal import Dispatch
internal import Foundation

/// Turns Ctrl-C and SIGTERM into cancellation, so that what was started is stopped.
enum Interruption {
  /// Runs work that the first of these signals cancels; a second one ends the program at once.
  ///
  /// - Throws: `ExitCode` 130, as shells have it, when it was cancelled.
  static func cancelling<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = Task { try await work() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if task.isCancelled { _exit(128 + number) }
        task.cancel()
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    do {
      return try await task.value
    } catch  where task.isCancelled {
      Terminal.note("interrupted; everything that was started is stopped")
      throw ExitCode(130)
    }
  }
}
