import EVM
import Glibc
import Primitives
import Testing

/// What memory the machine takes: no more than gas pays, and nothing that stays.
struct MemoryTests {
  /// The greatest memory that so much gas pays for in one frame, in bytes: w words cost 3w + w²/512.
  private static func byteCount(paidBy gas: UInt64) -> UInt64 {
    var words: UInt64 = 0
    for bit in (0..<31).reversed() {
      let more = words + (1 << UInt64(bit))
      if 3 * more + more * more / 512 <= gas { words = more }
    }
    return words * 32
  }

  /// The price of memory is convex, so that equal memories are the most that a number of frames can have for some gas.
  private static func bound(gas: UInt64, frames: UInt64) -> UInt64 {
    frames * byteCount(paidBy: gas / frames)
  }

  @Test("gives one frame with 30 million gas 123,169 words and not one more")
  func oneFrame() throws {
    let gas: UInt64 = 30_000_000
    let most = MemoryTests.byteCount(paidBy: gas - 6)
    #expect(most == 123_169 * 32)
    let machine = TestMachine()
    for (size, fits) in [(most, true), (most + 32, false), (1 << 30, false)] as [(UInt64, Bool)] {
      machine.deploy(Assembly().push(U256(size - 32)).then(.mload))
      let virtual = try machine.machine()
      let result = try virtual.call(caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: [], gas: gas)
      #expect(result.outcome == (fits ? .success : .halt(.outOfGas)))
      #expect(virtual.memoryByteCount == (fits ? Int(most) : 0))
    }
  }

  /// Takes as much memory as the input says, then calls itself with all gas but 100 and the same input.
  private static let nesting = Assembly().push(0).then(.callDataLoad, .dup(1)).push(0).then(.mstore, .mload, .pop)
    .push(0).push(0).push(32).push(0).push(0).push(TestMachine.contract).push(100).then(.gas, .sub, .call)

  @Test(
    "gives 1,025 nested frames with 30 million gas no more than the price of memory implies",
    arguments: [EthereumFork.frontier, .byzantium, .cancun, .prague])
  func nestedFrames(fork: EthereumFork) throws {
    let gas: UInt64 = 30_000_000
    var most = 0
    for words in [100, 1_000, 3_000, 6_000, 20_000, 120_000] as [UInt64] {
      let machine = TestMachine(fork)
      machine.deploy(MemoryTests.nesting)
      let virtual = try machine.machine()
      _ = try virtual.call(
        caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: U256(words * 32 - 32).bigEndianBytes, gas: gas)
      most = max(most, virtual.memoryByteCount)
    }
    #expect(most <= MemoryTests.bound(gas: gas, frames: 1_025))
    // The attempts are real ones: what EIP-150 keeps back leaves a fifth of what was possible before.
    #expect(most > (fork < .tangerineWhistle ? 95_000_000 : 20_000_000))
  }

  @Test("halts where memory is beyond what the arena has, whatever the gas")
  func arenaLimit() throws {
    let result = try TestMachine().run(Assembly().push(0x1300_0000).then(.mload), gas: .max)
    #expect(result.outcome == .halt(.memoryLimit))
  }

  // MARK: The process

  /// A number of pages that the system tells about this process, in bytes: the memory that it holds.
  private static func residentByteCount() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return .max }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    fgets(&line, Int32(line.count), file)
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 4096 } ?? .max
  }

  /// Everything that takes memory, in one transaction: four mebibytes in one frame, a hundred nested frames, new slots, a
  /// contract, large logs and return data, a precompiled contract with large numbers. (Hashing the contract's code takes
  /// most of the time in a debug build, so it is short.)
  private static func heavyTransaction(_ arena: ExecutionArena, _ rules: CompiledRules) throws -> ExecutionResult {
    let host = InMemoryHost()
    let nested = nesting.push(24_000).push(0).then(.return)
    var code = Assembly().push(1).push(0x40_0000).then(.mstore)
    for slot in 0..<100 as Range<UInt64> { code = code.store(1, at: U256(slot)) }
    code = code.push(20_000).push(0).then(.log(0)).push(1_024).push(0).then(.return)
    host.setAccount(TestMachine.caller, balance: 1)
    host.setAccount(TestMachine.contract, code: nested.bytes)
    let machine = VirtualMachine(
      host: host, rules: rules, block: BlockContext(), transaction: TransactionContext(), arena: arena)
    _ = try machine.call(
      caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: U256(3_200).bigEndianBytes, gas: 3_000_000)
    let modExp = U256(200).bigEndianBytes + U256(1).bigEndianBytes + U256(200).bigEndianBytes + [UInt8](repeating: 3, count: 401)
    _ = try machine.call(caller: TestMachine.caller, to: Address(number: 5), value: 0, input: modExp, gas: 10_000_000)
    return try machine.create(caller: TestMachine.caller, value: 0, initCode: code.bytes, gas: 100_000_000)
  }

  @Test("leaves no growth after a thousand heavy transactions")
  func noGrowth() async {
    // In a process of its own, so that other tests' memory does not count.
    await #expect(processExitsWith: .success) {
      let arena = try ExecutionArena()
      let rules = CompiledRules(.cancun)
      for _ in 0..<100 { #expect(try MemoryTests.heavyTransaction(arena, rules).isSuccess) }
      let before = MemoryTests.residentByteCount()
      for _ in 0..<1_000 { _ = try MemoryTests.heavyTransaction(arena, rules) }
      // A kibibyte that each of them leaves behind is seen.
      #expect(MemoryTests.residentByteCount() - before < 1 << 20)
    }
  }

  @Test("holds no more memory during a hostile call than its gas pays, and gives back what is beyond its share")
  func hostileCall() async {
    await #expect(processExitsWith: .success) {
      var machine: TestMachine? = TestMachine()
      machine?.deploy(MemoryTests.nesting)
      var virtual = try machine?.machine()
      let before = MemoryTests.residentByteCount()
      _ = try virtual?.call(
        caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: U256(20_000 * 32).bigEndianBytes, gas: 1_000_000_000)
      let extent = virtual?.memoryByteCount ?? 0
      let during = MemoryTests.residentByteCount() - before
      // More than the arena keeps, so that giving back is seen.
      #expect(extent > 80 << 20)
      // The stacks of the frames come on top, a page each.
      #expect(during < extent + 1_025 * 8_192 + (4 << 20))
      virtual = nil
      machine = nil
      #expect(MemoryTests.residentByteCount() - before < during - extent + (66 << 20))
    }
  }
}
