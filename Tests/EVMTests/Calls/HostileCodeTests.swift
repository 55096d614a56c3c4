import EVM
import Primitives
import TestSupport
import Testing

/// Code that tries to break the machine.
struct HostileCodeTests {
  @Test("survives random bytes under every fork", arguments: EthereumFork.allCases)
  func randomBytes(fork: EthereumFork) throws {
    for seed in 0..<150 as Range<UInt64> {
      var random = SeededGenerator(seed: seed &* 31 &+ 7)
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

  @Test("survives random programs that call themselves and each other", arguments: EthereumFork.allCases)
  func randomCalls(fork: EthereumFork) throws {
    for seed in 0..<40 as Range<UInt64> {
      let machine = TestMachine(fork)
      let code = Assembly().raw(RandomProgram.make(seed: seed, length: 80))
      machine.deploy(code.call(.call, TestMachine.contract, gas: .max).then(code), at: TestMachine.other, balance: 3)
      machine.deploy(code.call(.callCode, TestMachine.other, gas: .max).call(.call, TestMachine.other, gas: .max, value: 1))
      _ = try machine.call(gas: 400_000)
    }
  }

  /// PUSHes a place, jumps there, and so on through code of so many bytes; the places of even and odd jumps alternate
  /// between the two ends.
  private func jumpTable(byteCount: Int) -> [UInt8] {
    // JUMPDEST PUSH3 JUMP.
    let count = byteCount / 6
    var code = [UInt8](repeating: 0x5b, count: byteCount)
    func write(_ piece: Int, _ target: Int) {
      code.replaceSubrange(
        piece * 6..<piece * 6 + 6, with: [0x5b, 0x62, UInt8(target >> 16), UInt8(target >> 8 & 255), UInt8(target & 255), 0x56])
    }
    for piece in 0..<count {
      let isLower = piece < count / 2
      let mirror = count - 1 - piece
      write(piece, (isLower ? mirror : mirror + 1) * 6)
    }
    code[(count / 2) * 6] = 0x5b
    code[(count / 2) * 6 + 1] = 0x00
    return code
  }

  @Test("follows jump tables of 24 KiB and beyond, to and fro", arguments: [24_576, 49_152, 131_072, 262_144])
  func jumpTables(byteCount: Int) throws {
    let code = jumpTable(byteCount: byteCount)
    let result = try TestMachine().run(Assembly().raw(code), gas: 10_000_000)
    #expect(result.isSuccess)
    // Each piece but the one that stops costs 1 + 3 + 8.
    #expect(result.used(of: 10_000_000) == UInt64(byteCount / 6 - 1) * 12 + 1)
  }

  @Test("refuses targets in operands of PUSH in code of 24 KiB and beyond", arguments: [24_576, 131_072, 262_144])
  func maskedJumps(byteCount: Int) throws {
    // PUSH3 JUMP, and behind them nothing but PUSH32 with operands of JUMPDEST bytes: no destination anywhere.
    var code = [0x62, 0, 0, 0, 0x56] + [UInt8](repeating: 0x5b, count: byteCount - 5)
    for index in stride(from: 5, to: byteCount, by: 33) { code[index] = 0x7f }
    for target in [6, 37, byteCount / 2, byteCount - 2] where (target - 5) % 33 != 0 {
      code.replaceSubrange(1..<4, with: [UInt8(target >> 16), UInt8(target >> 8 & 255), UInt8(target & 255)])
      #expect(try TestMachine().run(Assembly().raw(code), gas: 1_000).outcome == .halt(.invalidJump), "\(target)")
    }
  }
}
