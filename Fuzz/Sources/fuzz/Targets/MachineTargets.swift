import EVM
import Primitives
import Synchronization

/// Hostile contracts.
extension FuzzTarget {
  /// A contract and a call of it. The first byte chooses the rules and whether the code is init code, the second one the gas,
  /// the third one is the length of the call's input, which follows; the rest is the code.
  static let evm = FuzzTarget(name: "evm") { input in
    guard let program = MachineProgram(input) else { return }
    machineArena.withLock { arena in
      if arena == nil { arena = try? ExecutionArena(memoryByteCount: 256 << 20) }
      guard let arena else { return }
      program.check(in: arena)
    }
  }

  /// One for all runs, as a node uses it.
  private static let machineArena = Mutex<ExecutionArena?>(nil)
}

/// What an input of the target `evm` stands for.
private struct MachineProgram {
  private static let caller = Address(Hash160(truncating: 0xca11_e400))
  private static let contract = Address(Hash160(truncating: 0xc_0de0))
  private static let gasLimits: [UInt64] = [300, 5_000, 30_000, 60_000, 100_000, 300_000]

  /// All forks, and the combination of IoTeX's first main network.
  private static let rules: [CompiledRules] =
    EthereumFork.allCases.map { CompiledRules($0.rules) } + [CompiledRules(combination)]

  private static let combination = EVMRules(opcodes: EVMRules.constantinople.opcodes, precompiles: .frontier).changed { rules in
    rules.callsKeepOneSixtyFourth = true
    rules.create2HashWordGas = 0
    rules.expByteGas = 50
    rules.keepsRefundsOfFailedFrames = true
    rules.opcodes.reprice(.selfDestruct, gas: 0)
  }

  private let rules: CompiledRules
  private let isCreation: Bool
  private let gas: UInt64
  private let input: [UInt8]
  private let code: [UInt8]

  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 3 else { return nil }
    rules = Self.rules[Int(bytes[0] & 0x7f) % Self.rules.count]
    isCreation = bytes[0] & 0x80 != 0
    gas = Self.gasLimits[Int(bytes[1]) % Self.gasLimits.count]
    input = [UInt8](bytes.dropFirst(3).prefix(Int(bytes[2])))
    code = [UInt8](bytes.dropFirst(3 + input.count))
  }

  /// Watches and remembers nothing.
  private final class Onlooker: ExecutionObserver {
    func stepBegan(_ step: ExecutionStep) {}
  }

  private struct Effects: Equatable {
    var result: ExecutionResult
    var logs: [LogEntry]
    var accounts: [Account]
  }

  private struct Account: Equatable {
    var address: Address
    var nonce: UInt64
    var balance: U256
    var codeHash: Hash256
    var keys: [U256]
    var values: [U256]
  }

  /// Runs the program unwatched and watched, and checks what came out.
  func check(in arena: ExecutionArena) {
    let before = accounts(of: makeHost())
    guard let fast = run(arena, nil), let watched = run(arena, Onlooker()) else {
      return require(false, "a state in memory has a fault")
    }
    require(fast == watched, "watching changes what happens")
    require(fast.result.gasLeft <= gas, "there is more gas than before")
    if fast.result.isSuccess { return }
    require(fast.logs.isEmpty, "logs outlive a failure")
    if isCreation { return }
    require(fast.accounts == before, "a failure leaves changes")
  }

  private func run(_ arena: ExecutionArena, _ observer: Onlooker?) -> Effects? {
    let host = makeHost()
    let machine = VirtualMachine(
      host: host, rules: rules, block: BlockContext(number: 300, timestamp: 7, gasLimit: 30_000_000, chainID: 1),
      transaction: TransactionContext(origin: Self.caller, gasPrice: 1), arena: arena, observer: observer)
    let result =
      isCreation
      ? try? machine.create(caller: Self.caller, value: 1, initCode: code, gas: gas)
      : try? machine.call(caller: Self.caller, to: Self.contract, value: 1, input: input, gas: gas)
    guard let result else { return nil }
    // A word costs 3 gas at least.
    require(UInt64(machine.memoryByteCount) <= gas / 3 * 32, "memory of \(machine.memoryByteCount) bytes for \(gas) gas")
    return Effects(result: result, logs: host.logs, accounts: accounts(of: host))
  }

  /// The contract, and two more that it may call: the second half of it, and what the input is as code.
  private func makeHost() -> InMemoryHost {
    let host = InMemoryHost()
    host.setAccount(Self.caller, balance: U256.one &<< 100)
    host.setAccount(Self.contract, nonce: 1, balance: 5, code: code, storage: [1: 1])
    host.setAccount(Address(Hash160(truncating: 0xc_0de1)), nonce: 1, code: [UInt8](code.dropFirst(code.count / 2)))
    host.setAccount(Address(Hash160(truncating: 0xc_0de2)), nonce: 1, code: input)
    return host
  }

  private func accounts(of host: InMemoryHost) -> [Account] {
    host.accounts.map { account in
      Account(
        address: account.address, nonce: account.nonce, balance: account.balance, codeHash: account.codeHash,
        keys: account.storage.map(\.key), values: account.storage.map(\.value))
    }
  }
}
