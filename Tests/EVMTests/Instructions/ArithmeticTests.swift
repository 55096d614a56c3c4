import EVM
import Primitives
import Testing

/// Arithmetic on the stack, operands in the order in which instructions take them.
struct ArithmeticTests {
  static let minusOne = U256.max
  static let least = U256.one &<< 255

  static let binaryCases: [(Opcode, U256, U256, U256)] = [
    (.add, minusOne, 2, 1), (.sub, 1, 2, minusOne), (.mul, least, 2, 0), (.mul, 0x1_0000_0000, 0x2_0000_0000, U256.one &<< 65),
    (.div, 7, 2, 3), (.div, 7, 0, 0), (.div, minusOne, U256.one &<< 128, (U256.one &<< 128) &- 1),
    (.sdiv, U256(7).negated, 2, U256(3).negated), (.sdiv, least, minusOne, least), (.sdiv, 5, 0, 0),
    (.mod, 7, 4, 3), (.mod, 7, 0, 0), (.smod, U256(7).negated, 4, U256(3).negated), (.smod, 7, U256(4).negated, 3),
    (.exp, 3, 5, 243), (.exp, 0, 0, 1), (.exp, 2, 256, 0), (.exp, 3, U256.one &<< 254, 1),
    (.signExtend, 0, 0x80, U256(0x7f).negated &- 1), (.signExtend, 31, 0x80, 0x80), (.signExtend, 1, 0x1234, 0x1234),
    (.lt, 1, 2, 1), (.lt, 2, 1, 0), (.gt, 2, 1, 1), (.slt, minusOne, 0, 1), (.sgt, 0, minusOne, 1), (.eq, 5, 5, 1), (.eq, 5, 6, 0),
    (.and, 12, 10, 8), (.or, 12, 10, 14), (.xor, 12, 10, 6), (.byte, 31, 0x1234, 0x34), (.byte, 30, 0x1234, 0x12), (.byte, 32, minusOne, 0),
    (.shl, 1, least, 0), (.shl, 256, 1, 0), (.shr, 255, least, 1), (.shr, 256, minusOne, 0), (.sar, 255, least, minusOne),
    (.sar, 300, least, minusOne), (.sar, 300, 1, 0), (.sar, 1, 4, 2),
  ]

  @Test("gives what the Yellow Paper says for two operands", arguments: binaryCases)
  func binary(opcode: Opcode, first: U256, second: U256, expected: U256) throws {
    #expect(try TestMachine().word(Assembly().push(second).push(first).then(opcode)) == expected)
  }

  static let ternaryCases: [(Opcode, U256, U256, U256, U256)] = [
    (.addmod, minusOne, minusOne, 10, 0), (.addmod, 5, 6, 0, 0), (.addmod, minusOne, 2, minusOne, 2), (.addmod, 4, 5, 7, 2),
    (.mulmod, minusOne, minusOne, 12, 9), (.mulmod, 5, 6, 0, 0), (.mulmod, minusOne, minusOne, minusOne, 0), (.mulmod, 4, 5, 7, 6),
  ]

  @Test("keeps the whole intermediate result of ADDMOD and MULMOD", arguments: ternaryCases)
  func ternary(opcode: Opcode, first: U256, second: U256, modulus: U256, expected: U256) throws {
    #expect(try TestMachine().word(Assembly().push(modulus).push(second).push(first).then(opcode)) == expected)
  }

  @Test(
    "charges EXP by the bytes of its exponent", arguments: [(EthereumFork.frontier, 10), (.spuriousDragon, 50)] as [(EthereumFork, UInt64)])
  func expGas(fork: EthereumFork, byteGas: UInt64) throws {
    for (exponent, bytes) in [(0, 0), (1, 1), (255, 1), (256, 2)] as [(U256, UInt64)] {
      let result = try TestMachine(fork).run(Assembly().push(exponent).push(2).then(.exp))
      #expect(result.used(of: 1_000_000) == 3 + 3 + 10 + byteGas * bytes)
    }
  }

  @Test("copies and exchanges words at every depth")
  func stackWords() throws {
    for depth in UInt8(1)...16 {
      var numbers = Assembly()
      for number in 0...16 { numbers = numbers.push(U256(UInt64(number + 100))) }
      #expect(try TestMachine().word(numbers.then(.dup(depth))) == U256(UInt64(117 - Int(depth))))
      #expect(try TestMachine().word(numbers.then(.swap(depth))) == U256(UInt64(116 - Int(depth))))
    }
  }

  @Test("pushes operands of every size, zeros behind the end of the code")
  func pushes() throws {
    let digits = (1...32).map { UInt8($0) }
    for size in 1...32 {
      let operand = Array(digits.prefix(size))
      #expect(try TestMachine().word(Assembly().raw([0x5f + UInt8(size)] + operand)) == U256(bigEndian: operand))
    }
    // The operand is cut off by the end of the code, so there is nothing to see but that it costs no more.
    #expect(try TestMachine().run(Assembly().raw([0x7f, 1, 2])).used(of: 1_000_000) == 3)
  }
}
