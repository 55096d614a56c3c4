internal import Foundation
internal import Synchronization

/// A node in a process of its own.
///
/// The process ends when this one does: it watches its standard input, which this process holds open.
final class NodeProcess: Sendable {
  /// Its name in messages, such as `node-1`.
  let name: String
  /// The operating system's number of the process.
  let identifier: Int32
  /// Where it listens.
  let ports: NodePorts
  private let process: Mutex<Process>
  private let input: Pipe
  private let ending: Ending

  /// How a process ended, for those who wait for it.
  private final class Ending: Sendable {
    private struct State {
      var status: String?
      var waiting: [CheckedContinuation<String, Never>] = []
    }

    private let state = Mutex(State())

    var status: String? { state.withLock { $0.status } }

    func set(_ status: String) {
      let waiting = state.withLock { state in
        state.status = status
        defer { state.waiting = [] }
        return state.waiting
      }
      for continuation in waiting { continuation.resume(returning: status) }
    }

    func wait() async -> String {
      await withCheckedContinuation { continuation in
        let known = state.withLock { state -> String? in
          if state.status == nil { state.waiting.append(continuation) }
          return state.status
        }
        if let known { continuation.resume(returning: known) }
      }
    }
  }

  /// Starts a process and waits until it says that it is ready.
  ///
  /// - Parameters:
  ///   - log: the file that its log is appended to.
  ///   - environment: variables in addition to this process's.
  /// - Throws: `RehearsalError.node` with the end of its log when it ends instead.
  init(name: String, program: String, arguments: [String], log: String, environment: [String: String] = [:]) async throws {
    self.name = name
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    input = Pipe()
    process.standardInput = input
    process.standardOutput = output
    guard FileManager.default.fileExists(atPath: log) || FileManager.default.createFile(atPath: log, contents: nil),
      let logFile = FileHandle(forWritingAtPath: log)
    else { throw RehearsalError.file(path: log, "it cannot be written") }
    try logFile.seekToEnd()
    process.standardError = logFile
    let ending = Ending()
    process.terminationHandler = { process in
      ending.set(
        process.terminationReason == .uncaughtSignal
          ? "was ended by signal \(process.terminationStatus)" : "ended with status \(process.terminationStatus)")
    }
    self.ending = ending
    do {
      try process.run()
    } catch {
      throw RehearsalError.node(name: name, "\(program) cannot be started: \(error.localizedDescription)")
    }
    try? logFile.close()
    identifier = process.processIdentifier
    let child = identifier
    let line = await withTaskCancellationHandler {
      await Self.firstLine(of: output.fileHandleForReading)
    } onCancel: {
      Foundation.kill(child, SIGTERM)
    }
    // Cancelled: whoever started this wants nothing of it any more.
    if Task.isCancelled {
      _ = await ending.wait()
      throw CancellationError()
    }
    guard let ports = try? JSONDecoder().decode(NodePorts.self, from: Data(line.utf8)) else {
      process.terminate()
      let status = await ending.wait()
      throw RehearsalError.node(name: name, "it \(status) before it was ready; the end of \(log):\n\(Self.end(of: log))")
    }
    self.ports = ports
    self.process = Mutex(process)
  }

  /// How it ended; nil while it runs.
  var ended: String? { ending.status }

  /// Waits until it ends, and says how.
  func waitUntilEnded() async -> String { await ending.wait() }

  /// Sends it a signal, unless it has ended.
  func send(signal number: Int32) {
    process.withLock { process in
      if process.isRunning { _ = Foundation.kill(identifier, number) }
    }
  }

  /// The text up to the first line end, read on a thread of its own: reading blocks.
  private static func firstLine(of handle: FileHandle) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var line = Data()
        while true {
          // Gives what is there, and waits only for the first byte.
          let chunk = handle.availableData
          line += chunk
          if chunk.isEmpty || line.contains(UInt8(ascii: "\n")) || line.count > 1 << 16 { break }
        }
        continuation.resume(returning: String(decoding: line.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
        // A node that found its output full would stand still.
        while !handle.availableData.isEmpty {}
      }
    }
  }

  private static func end(of log: String) -> String {
    guard let text = try? String(contentsOfFile: log, encoding: .utf8) else { return "" }
    return text.split(separator: "\n").suffix(5).joined(separator: "\n")
  }
}
