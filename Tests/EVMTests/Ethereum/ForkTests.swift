import EVM
import Primitives
import Testing

/// Forks as data.
struct ForkTests {
  @Test("knows forks by their names and aliases, whatever the case")
  func names() {
    for fork in EthereumFork.allCases { #expect(EthereumFork(name: fork.rawValue.uppercased()) == fork) }
    #expect(EthereumFork(name: "merge") == .paris && EthereumFork(name: "Petersburg") == .petersburg)
    #expect(EthereumFork(name: "TangerineWhistle") == .tangerineWhistle && EthereumFork(name: "Osaka?") == nil)
  }

  @Test("orders forks and grows the set of precompiled contracts")
  func order() {
    #expect(EthereumFork.allCases == EthereumFork.allCases.sorted())
    let counts = EthereumFork.allCases.map { $0.rules.precompiles.addresses.count }
    #expect(counts == [4, 4, 4, 4, 8, 8, 8, 9, 9, 9, 9, 9, 10, 17])
  }

  @Test("gives compiled rules the same identity for the same instructions only")
  func fingerprints() throws {
    // The same code object under two tables: the second table prices ADD at 100.
    let dear = EVMRules.cancun.changed { $0.opcodes.reprice(.add, gas: 100) }
    let host = InMemoryHost()
    host.setAccount(TestMachine.contract, code: Assembly().push(1).push(2).then(.add).bytes)
    let arena = try ExecutionArena()
    for (rules, used) in [(EVMRules.cancun, 9), (dear, 106), (.cancun, 9)] as [(EVMRules, UInt64)] {
      let machine = VirtualMachine(
        host: host, rules: CompiledRules(rules), block: BlockContext(), transaction: TransactionContext(), arena: arena)
      let result = try machine.call(caller: .zero, to: TestMachine.contract, value: 0, input: [], gas: 1_000)
      #expect(result.used(of: 1_000) == used)
    }
  }

  @Test("prices precompiled contracts by fork")
  func precompilePrices() throws {
    let cases: [(UInt64, EthereumFork, U256, UInt64)] = [
      (1, .frontier, 0, 3_000), (2, .frontier, 32, 72), (3, .frontier, 33, 840), (4, .frontier, 64, 21),
      (6, .byzantium, 0, 500), (6, .istanbul, 0, 150), (7, .byzantium, 0, 40_000), (7, .istanbul, 0, 6_000),
      (8, .byzantium, 0, 100_000), (8, .istanbul, 0, 45_000),
    ]
    for (address, fork, size, price) in cases {
      let machine = TestMachine(fork)
      machine.host.setAccount(Address(number: U256(address)), balance: 1)
      let code = Assembly().push(0).push(256).then(.mstore).call(.call, Address(number: U256(address)), gas: 120_000, input: (0, size))
      let result = try machine.run(code)
      let call: UInt64 = fork >= .berlin ? 100 : (fork >= .tangerineWhistle ? 700 : 40)
      #expect(result.used(of: 1_000_000) == 6 + 3 + 27 + 21 + call + price, "\(address) under \(fork)")
    }
  }

  @Test(
    "prices modular exponentiation by EIP-198, then by EIP-2565",
    arguments: [
      // Lengths of base, exponent and modulus, the exponent, and both prices.
      (64, 1, 64, 3, 64 * 64 / 20, 200), (32, 32, 32, U256.max, 1_024 * 255 / 20, 16 * 255 / 3), (0, 0, 0, 0, 0, 200),
      (128, 1, 128, 255, (128 * 128 / 4 + 96 * 128 - 3_072) * 7 / 20, 256 * 7 / 3), (1, 1, 1, 0, 0, 200),
    ] as [(UInt64, UInt64, UInt64, U256, UInt64, UInt64)])
  func modExp(base: UInt64, exponent: UInt64, modulus: UInt64, value: U256, eip198: UInt64, eip2565: UInt64) throws {
    // Lengths, then the exponent behind a base of zeros.
    var code = Assembly()
    for (index, length) in [base, exponent, modulus].enumerated() {
      code = code.push(U256(length)).push(U256(UInt64(index) * 32)).then(.mstore)
    }
    if exponent == 32 { code = code.push(value).push(U256(96 + base)).then(.mstore) }
    if exponent == 1 { code = code.push(value).push(U256(96 + base)).then(.mstore8) }
    let size = U256(96 + base + exponent + modulus)
    let target = Address(number: 5)
    for (fork, price, call) in [(.byzantium, eip198, 700), (.berlin, eip2565, 100)] as [(EthereumFork, UInt64, UInt64)] {
      let exact = code.push(0).push(size).then(.mload, .pop)
      let gasBefore = try TestMachine(fork).run(exact).used(of: 1_000_000)
      let result = try TestMachine(fork).run(exact.call(.call, target, gas: 900_000, input: (0, size)))
      #expect(result.used(of: 1_000_000) == gasBefore + 21 + call + price, "\(fork)")
    }
  }

  @Test("takes code apart into instructions, the last operand cut off")
  func disassembly() {
    let lines = Disassembly([0x60, 0x01, 0x01, 0x0c, 0x62, 0xaa]).lines
    #expect(lines.map(\.opcode.description) == ["PUSH1", "ADD", "0x0c", "PUSH3"])
    #expect(lines.map(\.position) == [0, 2, 3, 4])
    #expect(lines.map(\.operand) == [[1], [], [], [0xaa]])
  }
}
