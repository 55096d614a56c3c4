import ArgumentParser
import EVM
import Foundation
import Primitives

/// `evm run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Executes byte code and shows what it did.",
    discussion: """
      The code is put at an address and called there; --create runs it as init code instead. No transaction is paid: \
      --gas is what the code itself may use.

      Examples:
        evm run --code 600160020160005260206000f3
        evm run --code @contract.hex --input 70a08231… --fork London --trace
        evm run --create --code @init.hex --output json

      Exit codes: 0 success, 1 revert or halt, 70 something is broken.
      """)

  @Option(help: "The code: hexadecimal, @FILE, or @- for standard input.", transform: HexArgument.bytes)
  var code: [UInt8]
  @Option(help: "The input (call data): hexadecimal, @FILE or @-.", transform: HexArgument.bytes)
  var input: [UInt8] = []
  @Option(help: "Gas for the code.")
  var gas: UInt64 = 30_000_000
  @Option(help: "The fork whose rules hold.", transform: ForkArgument.parse)
  var fork = EthereumFork.prague
  @Option(help: "The value sent along.", transform: HexArgument.number)
  var value = U256.zero
  @Option(help: "Who calls.", transform: HexArgument.address)
  var caller = Address(Hash160(truncating: 0xca11e4))
  @Option(help: "Where the code is.", transform: HexArgument.address)
  var address = Address(Hash160(truncating: 0xc0de))
  @Option(help: "A storage slot before the run, KEY=VALUE; may be repeated.", transform: HexArgument.slot)
  var slot: [(key: U256, value: U256)] = []
  @Option(help: "The height of the block.")
  var number: UInt64 = 1
  @Option(help: "The time of the block, seconds.")
  var timestamp: UInt64 = 1
  @Option(help: "Stop after so many instructions.")
  var maxSteps: UInt64?
  @Flag(help: "Run the code as init code of a new contract.")
  var create = false
  @Flag(help: "Print each instruction to standard error, in the format of EIP-3155.")
  var trace = false
  @Flag(help: "With --trace, print the memory too.")
  var traceMemory = false
  @Option(help: "text or json.")
  var output = OutputFormat.text

  func run() throws {
    let execution = Execution(
      fork: fork, code: code, input: input, gas: gas, value: value, caller: caller, address: address,
      storage: Dictionary(slot.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }), isCreation: create,
      block: BlockContext(number: number, timestamp: timestamp, gasLimit: gas, blobBaseFee: .one, chainID: .one))
    let tracer = trace ? StandardErrorTracer.make(includesMemory: traceMemory) : nil
    let effects = try execution.run(observer: tracer, limits: ExecutionLimits(steps: maxSteps), withStateRoot: trace)
    if trace {
      let line = EIP3155Line.summary(effects.result, gasUsed: effects.gasUsed, stateRoot: effects.stateRoot) + "\n"
      FileHandle.standardError.write(Data(line.utf8))
    }
    print(output == .text ? effects.text : try effects.json())
    if !effects.result.isSuccess { throw ExitCode.failure }
  }
}
