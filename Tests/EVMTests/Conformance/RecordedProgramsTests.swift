import EVM
import Primitives
import TestSupport
import Testing

/// Random programs with what revm 8 made of them under Cancun's rules, recorded by `Scripts/fuzz-evm-against-revm --record`.
struct RecordedProgramsTests {
  @Test("agrees with revm on gas, refund, output, logs and storage of every recorded program", .needsGolden("evm/programs.json.gz"))
  func programs() throws {
    let programs = try GoldenData.json("evm/programs.json.gz").array
    #expect(programs.count >= 2_000)
    let rules = CompiledRules(.cancun)
    let arena = try ExecutionArena()
    for (index, program) in programs.enumerated() { try check(program, index, rules, arena) }
  }

  private func check(_ program: JSON, _ index: Int, _ rules: CompiledRules, _ arena: ExecutionArena) throws {
    let host = InMemoryHost()
    let caller = try Address(parsing: try program.string("caller"))
    let address = try Address(parsing: try program.string("address"))
    host.setAccount(caller, balance: U256.one &<< 128)
    host.setAccount(address, nonce: 1, code: try program.hex("code"))
    for (name, account) in program["accounts"].object {
      host.setAccount(
        try Address(parsing: name), nonce: 1, balance: try #require(U256(decimal: try account.string("balance"))),
        code: try account.hex("code"))
    }
    for precompile in rules.rules.precompiles.addresses { _ = host.warmAccount(precompile) }
    for warm in [caller, address, .zero] { _ = host.warmAccount(warm) }
    let machine = VirtualMachine(
      host: host, rules: rules,
      block: BlockContext(number: 0, timestamp: 7, gasLimit: 1 << 62, blobBaseFee: 1, chainID: 1),
      transaction: TransactionContext(origin: caller), arena: arena)
    let gas = try program.uint64("gas")
    let result = try machine.call(
      caller: caller, to: address, value: try #require(U256(decimal: try program.string("value"))),
      input: try program.hex("input"), gas: gas)
    let expected = program["revm"]
    #expect(result.isSuccess == (try expected.bool("success")), "program \(index)")
    #expect(gas - result.gasLeft == (try expected.uint64("gasUsed")), "program \(index)")
    guard result.isSuccess else { return }
    #expect(Hex.encode(result.output) == (try expected.string("output")), "program \(index)")
    #expect(host.logs.count == (try expected.int("logs")), "program \(index)")
    for (name, slots) in expected["storage"].object {
      let owner = try Address(parsing: name)
      for (key, value) in slots.object {
        #expect(host.storage(try #require(U256(hex: key)), of: owner) == U256(hex: try #require(value.string)), "program \(index)")
      }
    }
  }
}
