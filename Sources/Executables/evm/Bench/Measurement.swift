import EVM
import Foundation
import Glibc

/// Timing of one workload: a fresh state for each run, the clock around the transaction alone.
struct Measurement {
  var workload: Workload
  var gas: UInt64
  var gasAfterRefund: UInt64
  var best: Double
  var median: Double
  var runs: Int
  /// How much more memory the process held after the last run than after the first tenth of the least number of runs.
  var growth: Int
  /// What was not as expected.
  var difference: String?

  /// Million gas a second in the best run.
  var megagas: Double { best > 0 ? Double(gas) / best * 1e3 : 0 }

  /// Runs a workload at least `repetitions` times and `seconds` long.
  init(_ workload: Workload, fork: EthereumFork, expected: Expectation?, repetitions: Int, seconds: Double) throws {
    let arena = try ExecutionArena()
    let processor = TransactionProcessor(
      rules: CompiledRules(fork.rules), transactionRules: fork.transactionRules,
      block: BlockContext(number: 1, timestamp: 1, gasLimit: .max), arena: arena)
    self.workload = workload
    gas = 0
    gasAfterRefund = 0
    var times: [Double] = []
    times.reserveCapacity(max(repetitions, 200))
    var memory = 0
    let start = Measurement.now(CLOCK_MONOTONIC)
    while times.count < repetitions || (times.count < 200 && Measurement.now(CLOCK_MONOTONIC) - start < seconds * 1e9) {
      let host = workload.makeHost()
      let transaction = workload.transaction
      let before = Measurement.now(CLOCK_PROCESS_CPUTIME_ID)
      let result = try processor.execute(transaction, on: host)
      times.append(Measurement.now(CLOCK_PROCESS_CPUTIME_ID) - before)
      gas = result.gasBeforeRefund
      gasAfterRefund = result.gasUsed
      difference = expected?.difference(from: result) ?? difference
      if times.count == max(1, repetitions / 10) { memory = ResidentMemory.byteCount() }
    }
    growth = max(0, ResidentMemory.byteCount() - memory)
    times.sort()
    best = times[0]
    median = times.count % 2 == 1 ? times[times.count / 2] : (times[times.count / 2 - 1] + times[times.count / 2]) / 2
    runs = times.count
  }

  /// A clock, in nanoseconds.
  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
