import EVM
import Glibc
import Primitives
import Testing

/// Code that tries to break the machine.
struct HostileCodeTests {
  @Test("survives random bytes under every fork", arguments: EthereumFork.allCases)
  func randomBytes(fork: EthereumFork) throws {
    for seed in 0..<150 as Range<UInt64> {
      var random = SplitMix(seed: seed &* 31 &+ 7)
      let size = Int.random(in: 1...400, using: &random)
      let code = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
      let machine = TestMachine(fork)
      machine.deploy(Assembly().raw(code), at: TestMachine.other, balance: 3)
      _ = try machine.run(Assembly().raw(code), input: code, gas: 200_000, value: 1)
      _ = try machine.create(Assembly().raw(code), gas: 200_000)
    }
  }

  @Test("survives every single instruction on extreme operands")
  func extremes() throws {
    let values: [U256] = [0, 1, 31, 0x1_0000_0000, U256.one &<< 63, U256.one &<< 64, U256.one &<< 255, .max]
    for byte in UInt8.min...UInt8.max {
      for (index, value) in values.enumerated() {
        let mixed = values[(index + 3) % values.count]
        var code = Assembly()
        for position in 0..<17 { code = code.push(position % 2 == 0 ? value : mixed) }
        _ = try TestMachine(.prague).run(code.raw([byte]), gas: 500_000)
      }
    }
  }

  @Test("ends code that is cut off inside an operand, and empty code")
  func cutOff() throws {
    for byte in UInt8(0x60)...0x7f { #expect(try TestMachine().run(Assembly().raw([byte])).isSuccess) }
    #expect(try TestMachine().run(Assembly()).isSuccess)
    #expect(try TestMachine().create(Assembly()).isSuccess)
  }

  /// Bytes of memory that the process holds.
  private func residentByteCount() throws -> Int {
    let file = try #require(fopen("/proc/self/statm", "r"))
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    _ = fgets(&line, Int32(line.count), file)
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return try #require(pages) * 4096
  }

  @Test("leaves no growth after a thousand transactions that use four mebibytes each")
  func noGrowth() throws {
    let arena = try ExecutionArena()
    let rules = CompiledRules(.cancun)
    let code = Assembly().push(1).push(0x40_0000).then(.mstore).bytes
    func transaction() throws {
      let host = InMemoryHost()
      host.setAccount(TestMachine.contract, code: code)
      let machine = VirtualMachine(
        host: host, rules: rules, block: BlockContext(), transaction: TransactionContext(), arena: arena)
      let result = try machine.call(
        caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: [], gas: 1_000_000_000)
      #expect(result.isSuccess)
    }
    for _ in 0..<10 { try transaction() }
    let before = try residentByteCount()
    for _ in 0..<1_000 { try transaction() }
    // Four gibibytes passed through. Tests that run at the same time hold some memory, too.
    #expect(try residentByteCount() - before < 256 << 20)
  }

  @Test("backs no more memory than 30 million gas pay, and gives back what is beyond its share")
  func memoryOfGas() throws {
    // 30 million gas pay about 3.9 MB in one frame.
    let machine = TestMachine()
    let most: UInt64 = 123_169 * 32
    #expect(try machine.run(Assembly().push(U256(most - 32)).then(.mload), gas: 30_000_000).isSuccess)
    #expect(try machine.run(Assembly().push(U256(most + 32 * 200)).then(.mload), gas: 30_000_000).outcome == .halt(.outOfGas))
  }

  @Test("halts where memory is beyond what the arena has, whatever the gas")
  func arenaLimit() throws {
    let result = try TestMachine().run(Assembly().push(0x1300_0000).then(.mload), gas: .max)
    #expect(result.outcome == .halt(.memoryLimit))
  }
}
