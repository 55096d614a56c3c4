import ArgumentParser
import EVM
import Foundation
import Primitives

/// `evm batch`.
struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Executes requests from standard input, one JSON object a line, and answers each with one line.",
    discussion: """
      For programs that run code many times, such as fuzzers. A request has the keys fork, code, input, gas, value, \
      caller, address, storage, accounts, number, timestamp, blockGasLimit and trace (true prints \
      each instruction to standard error); all but code have defaults. Answers have the keys of "evm run --output json"; \
      a request that makes no sense is answered with {"error": …}.

      Example: echo '{"fork":"London","code":"0x6001600055"}' | evm batch
      """)

  func run() throws {
    let arena = try ExecutionArena()
    var rules: [EthereumFork: CompiledRules] = [:]
    let decoder = JSONDecoder()
    while let line = readLine() {
      if line.isEmpty { continue }
      print(answer(line, decoder, arena, &rules))
      fflush(nil)
    }
  }

  private func answer(
    _ line: String, _ decoder: JSONDecoder, _ arena: ExecutionArena, _ rules: inout [EthereumFork: CompiledRules]
  ) -> String {
    do {
      let request = try decoder.decode(BatchRequest.self, from: Data(line.utf8))
      let execution = try request.execution()
      let compiled = rules[execution.fork] ?? CompiledRules(execution.fork.rules)
      rules[execution.fork] = compiled
      return try execution.run(observer: request.trace == true ? StandardErrorTracer.make() : nil, rules: compiled, arena: arena).json(
        isPretty: false)
    } catch {
      let reason = (try? JSONEncoder().encode(["error": "\(error)"])) ?? Data("{}".utf8)
      return String(decoding: reason, as: UTF8.self)
    }
  }
}
