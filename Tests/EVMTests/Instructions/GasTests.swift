import EVM
import Primitives
import Testing

/// Static prices and the exact point at which gas runs out.
struct GasTests {
  /// Instructions whose whole price is in the table and that leave the frame running.
  static func plain(_ rules: EVMRules) -> [Opcode] {
    let others: Set<Opcode> = [
      .stop, .return, .revert, .invalid, .selfDestruct, .jump, .jumpi, .sstore, .create, .create2, .call, .callCode,
      .delegateCall, .staticCall, .exp,
    ]
    let all: [Opcode] = (UInt8.min...UInt8.max).map { byte in Opcode(byte) }
    return all.filter { opcode in rules.opcodes[opcode].isDefined && !others.contains(opcode) }
  }

  @Test("charges each plain instruction its table price, to the unit", arguments: EthereumFork.allCases)
  func staticPrices(fork: EthereumFork) throws {
    for opcode in GasTests.plain(fork.rules) {
      let entry = fork.rules.opcodes[opcode]
      var code = Assembly()
      for _ in 0..<entry.takes { code = code.push(0) }
      let price = 3 * UInt64(entry.takes) + UInt64(entry.gas) + GasTests.otherPrice(opcode, fork)
      code = code.then(opcode).raw([UInt8](repeating: 0, count: opcode.immediateSize))
      let enough = try TestMachine(fork).run(code, gas: price)
      #expect(enough.isSuccess && enough.gasLeft == 0, "\(opcode) under \(fork)")
      let short = try TestMachine(fork).run(code, gas: price - 1)
      #expect(short.outcome == .halt(.outOfGas) && short.gasLeft == 0, "\(opcode) under \(fork)")
    }
  }

  /// What comes on top: the first word of memory, and the first access.
  private static func otherPrice(_ opcode: Opcode, _ fork: EthereumFork) -> UInt64 {
    if [.mload, .mstore, .mstore8].contains(opcode) { return 3 }
    guard fork >= .berlin else { return 0 }
    switch opcode {
    case .balance, .extCodeSize, .extCodeHash, .extCodeCopy: return 2_500
    case .sload: return 2_000
    default: return 0
    }
  }

  @Test("halts as undefined what a fork does not know yet", arguments: EthereumFork.allCases)
  func undefined(fork: EthereumFork) throws {
    for byte in UInt8.min...UInt8.max where !fork.rules.opcodes[Opcode(byte)].isDefined {
      // More on the stack than any instruction takes.
      let code = Assembly().push(0).repeated(17).raw([byte])
      #expect(try TestMachine(fork).run(code).outcome == .halt(.undefinedInstruction), "0x\(byte) under \(fork)")
    }
  }

  @Test(
    "knows instructions from their fork on",
    arguments: [
      (.delegateCall, .homestead), (.revert, .byzantium), (.staticCall, .byzantium), (.shl, .constantinople),
      (.extCodeHash, .constantinople), (.create2, .constantinople), (.chainID, .istanbul), (.selfBalance, .istanbul),
      (.baseFee, .london), (.push0, .shanghai), (.tload, .cancun), (.tstore, .cancun), (.mcopy, .cancun), (.blobHash, .cancun),
      (.blobBaseFee, .cancun),
    ] as [(Opcode, EthereumFork)])
  func activation(opcode: Opcode, fork: EthereumFork) {
    for candidate in EthereumFork.allCases {
      #expect(candidate.rules.opcodes[opcode].isDefined == (candidate >= fork))
    }
  }

  @Test("charges memory linearly and quadratically, once")
  func memory() throws {
    for (size, cost) in [(32, 3), (64, 6), (724 * 32, 724 * 3 + 724 * 724 / 512), (1 << 20, 98_304 + 2_097_152)] as [(UInt64, UInt64)] {
      let code = Assembly().push(U256(size - 32)).then(.mload, .pop).push(0).then(.mload)
      #expect(try TestMachine().run(code, gas: 10_000_000).used(of: 10_000_000) == 3 + 3 + cost + 2 + 3 + 3)
    }
  }

  @Test(
    "halts on memory that no gas pays",
    arguments: [U256.max, U256.one &<< 64, (U256.one &<< 64) &- 1, U256.one &<< 63, U256.one &<< 38, U256.one &<< 37])
  func hugeMemory(offset: U256) throws {
    for code in [
      Assembly().push(offset).then(.mload), Assembly().push(1).push(offset).then(.mstore), Assembly().push(1).push(offset).then(.mstore8),
      Assembly().push(1).push(offset).then(.keccak256), Assembly().push(offset).push(0).then(.keccak256),
      Assembly().push(offset).push(0).push(0).then(.callDataCopy), Assembly().push(1).push(0).push(offset).then(.codeCopy),
      Assembly().push(offset).push(offset).then(.return), Assembly().push(offset).push(0).push(0).then(.mcopy),
      Assembly().push(1).push(offset).push(0).then(.mcopy), Assembly().push(offset).push(0).then(.log(0)),
      Assembly().push(offset).push(0).push(0).then(.create),
      Assembly().call(.call, TestMachine.other, input: (0, offset)), Assembly().call(.staticCall, TestMachine.other, output: (offset, 1)),
    ] {
      let outcome = try TestMachine().run(code, gas: 30_000_000).outcome
      #expect(outcome == .halt(.outOfGas) || outcome == .halt(.initCodeTooLarge))
    }
  }

  @Test("needs no memory for regions of size zero, wherever they are")
  func emptyRegions() throws {
    let code = Assembly().push(0).push(U256.max).then(.keccak256, .pop).push(0).push(.max).push(.max).then(.callDataCopy, .msize)
    #expect(try TestMachine().word(code) == 0)
  }

  @Test("gives back gas beyond 2^63 that it never counts")
  func hugeGas() throws {
    let result = try TestMachine().run(Assembly().push(1), gas: .max)
    #expect(result.gasLeft == UInt64.max - 3)
  }
}
