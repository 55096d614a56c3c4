import EVM
import Primitives

/// A state and rules to run code in.
struct TestMachine {
  static let caller = Address(number: 0xca11e4)
  static let contract = Address(number: 0xc0de)
  static let other = Address(number: 0x07e4)

  let host = InMemoryHost()
  let rules: CompiledRules
  var block = BlockContext(number: 300, timestamp: 1_700_000_000, gasLimit: 30_000_000, chainID: .one)
  var observer: (any ExecutionObserver)?
  var limits = ExecutionLimits.none

  init(_ fork: EthereumFork = .cancun) {
    self.init(rules: fork.rules)
  }

  init(rules: EVMRules) {
    self.rules = CompiledRules(rules)
    host.setAccount(TestMachine.caller, balance: U256.one &<< 100)
  }

  /// Puts code at an address.
  func deploy(_ code: Assembly, at address: Address = TestMachine.contract, balance: U256 = 0, storage: [U256: U256] = [:]) {
    host.setAccount(address, nonce: 1, balance: balance, code: code.bytes, storage: storage)
  }

  /// A machine for one transaction on the state.
  func machine() throws -> VirtualMachine<InMemoryHost> {
    // As a transaction begins under EIP-2929.
    for precompile in rules.rules.precompiles.addresses { _ = host.warmAccount(precompile) }
    return VirtualMachine(
      host: host, rules: rules, block: block, transaction: TransactionContext(origin: TestMachine.caller, gasPrice: 7),
      arena: try ExecutionArena(memoryByteCount: 256 << 20), observer: observer, limits: limits)
  }

  /// Calls what is deployed.
  func call(_ input: [UInt8] = [], gas: UInt64 = 1_000_000, value: U256 = 0, isStatic: Bool = false) throws -> ExecutionResult {
    try machine().call(
      caller: TestMachine.caller, to: TestMachine.contract, value: value, input: input, gas: gas, isStatic: isStatic)
  }

  /// Deploys code and calls it.
  func run(_ code: Assembly, input: [UInt8] = [], gas: UInt64 = 1_000_000, value: U256 = 0) throws -> ExecutionResult {
    deploy(code)
    return try call(input, gas: gas, value: value)
  }

  /// Deploys code, calls it, and reads the word that it returns.
  func word(_ code: Assembly, input: [UInt8] = [], gas: UInt64 = 1_000_000) throws -> U256? {
    let result = try run(code.returningTop(), input: input, gas: gas)
    return result.isSuccess ? U256(bigEndian: result.output) : nil
  }

  /// Creates a contract from outside.
  func create(_ code: Assembly, gas: UInt64 = 1_000_000, value: U256 = 0) throws -> ExecutionResult {
    try machine().create(caller: TestMachine.caller, value: value, initCode: code.bytes, gas: gas)
  }
}

extension ExecutionResult {
  /// Gas used of what was given.
  func used(of gas: UInt64) -> UInt64 { gas - gasLeft }

  /// The output as a number.
  var word: U256? { U256(bigEndian: output) }
}
