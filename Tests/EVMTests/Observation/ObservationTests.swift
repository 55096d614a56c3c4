import EVM
import Primitives
import Testing

/// Tracers, limits, and that watching changes nothing.
struct ObservationTests {
  private func trace(_ code: Assembly, fork: EthereumFork = .cancun, gas: UInt64 = 100_000, prepare: (TestMachine) -> Void = { _ in })
    throws -> (
      logs: [StructLog], result: ExecutionResult
    )
  {
    final class Box { var logs: [StructLog] = [] }
    let box = Box()
    var machine = TestMachine(fork)
    prepare(machine)
    machine.observer = StructLogTracer { box.logs.append($0) }
    let result = try machine.run(code, gas: gas)
    return (box.logs, result)
  }

  @Test("tells each instruction with position, gas, cost, stack and memory")
  func steps() throws {
    let (logs, result) = try trace(Assembly().push(5).push(0).then(.mstore).push(0).then(.mload, .stop))
    #expect(logs.map(\.opcode) == [.push(1), .push(1), .mstore, .push(1), .mload, .stop])
    #expect(logs.map(\.position) == [0, 2, 4, 5, 7, 8])
    #expect(logs.map(\.cost) == [3, 3, 6, 3, 3, 0])
    #expect(logs.map(\.gas) == [100_000, 99_997, 99_994, 99_988, 99_985, 99_982])
    #expect(logs[2].stack == [5, 0] && logs[5].stack == [5])
    #expect(logs.map(\.memorySize) == [0, 0, 0, 32, 32, 32])
    #expect(result.gasLeft == 99_982)
  }

  @Test("counts the gas handed on as part of a call's cost, and nests depths")
  func calls() throws {
    let (logs, _) = try trace(Assembly().call(.call, TestMachine.other, gas: 1_000).then(.pop)) { machine in
      machine.deploy(Assembly().push(1), at: TestMachine.other)
    }
    #expect(logs.map(\.depth) == [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 1, 1])
    let call = try #require(logs.first { $0.opcode == .call })
    #expect(call.cost == 2_600 + 1_000)
    let precompile = try trace(Assembly().call(.staticCall, Address(number: 4), gas: 500)).logs.first { $0.opcode == .staticCall }
    #expect(precompile?.cost == 100 + 500)
  }

  @Test("writes lines in the format of EIP-3155")
  func lines() throws {
    let (logs, result) = try trace(Assembly().push(0x1234).push(0).then(.mstore))
    #expect(
      EIP3155Line.step(logs[2]) == """
        {"pc":5,"op":82,"gas":"0x1869a","gasCost":"0x6","memSize":0,"stack":["0x1234","0x0"],"depth":1,"returnData":"0x",\
        "refund":"0x0","opName":"MSTORE"}
        """)
    #expect(EIP3155Line.summary(result, gasUsed: 12) == #"{"output":"0x","gasUsed":"0xc","pass":true}"#)
    #expect(
      EIP3155Line.summary(result, gasUsed: 12, stateRoot: .zero)
        == #"{"stateRoot":"0x0000000000000000000000000000000000000000000000000000000000000000","output":"0x","gasUsed":"0xc","pass":true}"#)
    let broke = try trace(Assembly(.invalid)).result
    #expect(EIP3155Line.summary(broke, gasUsed: 9).contains(#""error":"invalid instruction""#))
  }

  @Test("gives the same result whether it is watched or not", arguments: 0..<300 as Range<UInt64>)
  func agreement(seed: UInt64) throws {
    let code = Assembly().raw(RandomProgram.make(seed: seed, length: 120))
    let fork = EthereumFork.allCases[Int(seed) % EthereumFork.allCases.count]
    let gas: UInt64 = seed % 3 == 0 ? 5_000 + seed * 40 : 500_000
    let plain = TestMachine(fork)
    let fast = try plain.run(code, gas: gas)
    var watched = TestMachine(fork)
    watched.observer = StructLogTracer { _ in }
    let careful = try watched.run(code, gas: gas)
    #expect(fast.gasLeft == careful.gasLeft)
    #expect(fast.output == careful.output)
    #expect(fast.refund == careful.refund)
    #expect(fast.isSuccess == careful.isSuccess)
    #expect(plain.host.logs == watched.host.logs)
    let (mine, other) = (plain.host.accounts, watched.host.accounts)
    #expect(mine.map(\.address) == other.map(\.address) && mine.map(\.balance) == other.map(\.balance))
    #expect(mine.map { $0.storage.map(\.value) } == other.map { $0.storage.map(\.value) })
  }

  @Test("stops at the step limit, all frames at once, undoing everything")
  func stepLimit() throws {
    var machine = TestMachine()
    machine.deploy(Assembly(.jumpDest).push(0).then(.jump), at: TestMachine.other)
    machine.deploy(Assembly().store(1, at: 1).call(.call, TestMachine.other))
    machine.limits = ExecutionLimits(steps: 500)
    let result = try machine.call(gas: 10_000_000)
    #expect(result.outcome == .halt(.stepLimit))
    #expect(machine.host.storage(1, of: TestMachine.contract) == 0)
    machine.limits = ExecutionLimits(steps: 13)
    #expect(try machine.run(Assembly().push(1).repeated(12)).isSuccess)
    #expect(try machine.run(Assembly().push(1).repeated(13)).outcome == .halt(.stepLimit))
  }

  @Test("stops soon after it was cancelled")
  func cancellation() throws {
    let flag = CancellationFlag()
    var machine = TestMachine()
    machine.limits = ExecutionLimits(cancellation: flag)
    #expect(try machine.run(Assembly().push(1)).isSuccess)
    flag.cancel()
    let endless = Assembly(.jumpDest).push(0).then(.jump)
    #expect(try machine.run(endless, gas: 1_000_000_000).outcome == .halt(.cancelled))
  }
}
