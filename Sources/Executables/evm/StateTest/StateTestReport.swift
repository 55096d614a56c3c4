import Dispatch
import EVM
import EthereumStateTest
import Foundation
import Synchronization

/// What came out of many test files.
struct StateTestReport: Sendable {
  /// One result that is not as expected, or a file that cannot be read.
  struct Failure: Encodable, Sendable {
    var file: String
    var test: String?
    var fork: String?
    var data, gas, value: Int?
    var reason: String
  }

  var files = 0
  var tests = 0
  var results = 0
  var failures: [Failure] = []
  /// Results of forks that we do not know, by fork.
  var skipped: [String: Int] = [:]

  var isClean: Bool { failures.isEmpty }

  /// Runs files on some threads. The report does not depend on their number.
  static func run(_ files: [URL], only: EthereumFork?, workers: Int) -> StateTestReport {
    let next = Atomic(0)
    let parts = Mutex<[(Int, StateTestReport)]>([])
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      guard let runner = try? StateTestRunner() else { return }
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < files.count else { return }
        let part = run(files[index], runner, only: only)
        parts.withLock { $0.append((index, part)) }
      }
    }
    return parts.withLock { $0.sorted { $0.0 < $1.0 } }.reduce(into: StateTestReport()) { $0.add($1.1) }
  }

  private static func run(_ file: URL, _ runner: StateTestRunner, only: EthereumFork?) -> StateTestReport {
    var report = StateTestReport()
    report.files = 1
    do {
      for test in try StateTest.load(Data(contentsOf: file)) {
        report.tests += 1
        let (outcomes, unknown) = try runner.run(test, only: only)
        for name in unknown { report.skipped[name, default: 0] += test.expectations[name]?.count ?? 0 }
        report.results += outcomes.count
        for outcome in outcomes {
          guard let reason = outcome.failure else { continue }
          report.failures.append(
            Failure(
              file: file.relativePath, test: outcome.test, fork: outcome.fork.rawValue, data: outcome.indexes.data,
              gas: outcome.indexes.gas, value: outcome.indexes.value, reason: reason))
        }
      }
    } catch {
      report.failures.append(Failure(file: file.relativePath, reason: "\(error)"))
    }
    return report
  }

  private mutating func add(_ other: StateTestReport) {
    files += other.files
    tests += other.tests
    results += other.results
    failures += other.failures
    skipped.merge(other.skipped, uniquingKeysWith: +)
  }

  var text: String {
    var lines = failures.map { failure in
      guard let test = failure.test, let fork = failure.fork, let data = failure.data, let gas = failure.gas,
        let value = failure.value
      else { return "FAILED \(failure.file): \(failure.reason)" }
      return "FAILED \(failure.file) \(test) \(fork) data \(data) gas \(gas) value \(value): \(failure.reason)"
    }
    for (fork, count) in skipped.sorted(by: { $0.key < $1.key }) {
      lines.append("skipped \(count) results of \(fork), a fork that is not known here")
    }
    let passed = results - failures.filter { $0.test != nil }.count
    lines.append("\(files) files, \(tests) tests, \(results) results, \(passed) passed, \(failures.count) failed")
    return lines.joined(separator: "\n")
  }

  func json() throws -> String {
    struct Document: Encodable {
      var files, tests, results, passed: Int
      var failures: [Failure]
      var skipped: [String: Int]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(
      files: files, tests: tests, results: results, passed: results - failures.filter { $0.test != nil }.count,
      failures: failures, skipped: skipped)
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }
}
