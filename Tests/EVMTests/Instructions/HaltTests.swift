import EVM
import Primitives
import Testing

/// Every abnormal end has its name, and takes all gas.
struct HaltTests {
  private func expect(_ reason: ExceptionalHalt, _ code: Assembly, gas: UInt64 = 1_000_000, fork: EthereumFork = .cancun) throws {
    let result = try TestMachine(fork).run(code, gas: gas)
    #expect(result.outcome == .halt(reason))
    #expect(result.gasLeft == 0)
    #expect(result.output.isEmpty)
  }

  @Test("names a stack that is too low, wherever in a run it becomes so")
  func underflow() throws {
    try expect(.stackUnderflow, Assembly(.add))
    try expect(.stackUnderflow, Assembly().push(1).push(2).then(.add, .add))
    try expect(.stackUnderflow, Assembly().push(1).then(.swap(1)))
    try expect(.stackUnderflow, Assembly().push(1).then(.dup(2)))
    try expect(.stackUnderflow, Assembly().push(1).then(.call))
  }

  @Test("lets the stack have 1,024 words and no more")
  func overflow() throws {
    #expect(try TestMachine().run(Assembly().push(1).repeated(1024)).isSuccess)
    try expect(.stackOverflow, Assembly().push(1).repeated(1025))
    try expect(.stackOverflow, Assembly().push(1).then(Assembly(.dup(1)).repeated(1024)))
    // The run that would overflow ends in time.
    #expect(try TestMachine().run(Assembly().push(1).repeated(1024).then(.pop).push(1)).isSuccess)
  }

  @Test("names the designated invalid instruction and unknown ones")
  func invalid() throws {
    try expect(.invalidInstruction, Assembly(.invalid))
    try expect(.undefinedInstruction, Assembly().raw([0x0c]))
    // Values that the machine uses inside are no instructions.
    for byte in UInt8(0xb0)...0xd3 { try expect(.undefinedInstruction, Assembly().push(1).push(1).push(1).raw([byte, 1, 1, 1])) }
  }

  @Test("names reading return data beyond its end")
  func returnData() throws {
    try expect(.returnDataOutOfBounds, Assembly().push(1).push(0).push(0).then(.returnDataCopy))
    try expect(.returnDataOutOfBounds, Assembly().push(0).push(1).push(0).then(.returnDataCopy))
    try expect(.returnDataOutOfBounds, Assembly().push(.max).push(.max).push(0).then(.returnDataCopy))
    #expect(try TestMachine().run(Assembly().push(0).push(0).push(0).then(.returnDataCopy)).isSuccess)
  }

  @Test(
    "names a write in a static call",
    arguments: [
      Assembly().store(1, at: 1), Assembly().push(1).push(1).then(.tstore), Assembly().push(0).push(0).then(.log(0)),
      Assembly().push(0).push(0).push(0).then(.create), Assembly().push(0).push(0).push(0).push(0).then(.create2),
      Assembly().push(0).then(.selfDestruct), Assembly().call(.call, TestMachine.other, value: 1),
    ])
  func staticWrites(code: Assembly) throws {
    let machine = TestMachine()
    machine.deploy(code, balance: 10)
    let result = try machine.call(isStatic: true)
    #expect(result.outcome == .halt(.staticViolation))
    #expect(machine.host.accounts.first { $0.address == TestMachine.contract }?.balance == 10)
    #expect(machine.host.logs.isEmpty)
  }

  @Test("lets a static call read, and CALLCODE pass value to itself")
  func staticReads() throws {
    let machine = TestMachine()
    machine.deploy(Assembly().call(.callCode, TestMachine.other, value: 1).push(1).then(.sload, .balance), balance: 10)
    #expect(try machine.call(isStatic: true).isSuccess)
  }

  @Test("reverts with data and keeps the gas")
  func revert() throws {
    let machine = TestMachine()
    let result = try machine.run(Assembly().store(5, at: 1).push(7).push(0).then(.mstore).push(32).push(0).then(.revert))
    #expect(result.outcome == .revert)
    #expect(result.word == 7)
    #expect(result.gasLeft > 900_000)
    #expect(machine.host.storage(1, of: TestMachine.contract) == 0)
  }
}
