import EVM
import Primitives
import Testing

/// Where jumps may go.
struct JumpTests {
  @Test("jumps to a JUMPDEST and nowhere else")
  func destinations() throws {
    let code: [UInt8] = [0x60, 0x04, 0x56, 0xfe, 0x5b, 0x60, 0x07]
    #expect(try TestMachine().word(Assembly().raw(code)) == 7)
    for target in [0, 1, 3, 5, 6, 200] as [UInt8] {
      var changed = code
      changed[1] = target
      #expect(try TestMachine().run(Assembly().raw(changed)).outcome == .halt(.invalidJump))
    }
  }

  @Test("refuses a JUMPDEST byte inside the operand of a PUSH", arguments: [0x56, 0x57] as [UInt8])
  func operands(jump: UInt8) throws {
    for size in UInt8(1)...32 {
      let start = UInt8(6)
      // The JUMPDEST byte is the last one of the operand.
      let code = [0x60, 1, 0x60, start + size, jump, 0x00, 0x5f + size] + [UInt8](repeating: 0, count: Int(size) - 1) + [0x5b, 0x5b]
      let outcome = try TestMachine().run(Assembly().raw(Array(code))).outcome
      #expect(outcome == .halt(.invalidJump), "PUSH\(size)")
    }
  }

  @Test(
    "refuses targets beyond the code, of any width",
    arguments: [U256.max, U256.one &<< 64, (U256.one &<< 64) &+ 3, U256.one &<< 255, 4, 5])
  func farTargets(target: U256) throws {
    let code = Assembly().push(target).then(.jump, .jumpDest)
    let expected: ExecutionOutcome = Int(exactly: target.w0) == code.bytes.count - 1 && target.fitsUInt64 ? .success : .halt(.invalidJump)
    #expect(try TestMachine().run(code).outcome == expected)
  }

  @Test("does not look at the target of a jump that is not taken")
  func notTaken() throws {
    #expect(try TestMachine().word(Assembly().push(0).push(.max).then(.jumpi).push(3)) == 3)
  }

  @Test("jumps within tables of 24 KiB and beyond what is prepared", arguments: [24_576, 140_000])
  func largeCode(size: Int) throws {
    var code = Assembly().push(U256(UInt64(size - 1))).then(.jump).bytes
    code += [UInt8](repeating: 0x5b, count: size - code.count)
    let result = try TestMachine().run(Assembly().raw(code), gas: 1_000)
    #expect(result.isSuccess && result.used(of: 1_000) == 3 + 8 + 1)
    // Falling through every JUMPDEST costs one each.
    let all = try TestMachine().run(Assembly().raw([UInt8](repeating: 0x5b, count: size)))
    #expect(all.used(of: 1_000_000) == UInt64(size))
  }

  @Test("executes sequences that are replaced by one operation, and jumps around and into them", arguments: [0, 1] as [U256])
  func sequences(condition: U256) throws {
    // Each branch is a different way of deciding; the result counts those that were taken.
    var code = Assembly().push(0)
    for decision in [
      Assembly().push(condition), Assembly().push(condition).then(.isZero), Assembly().push(condition).push(0).then(.lt),
      Assembly().push(0).push(condition).then(.gt), Assembly().push(condition).push(1).then(.eq),
      Assembly().push(condition).then(.dup(1)),
    ] {
      let start = code.then(decision)
      let target = start.bytes.count + 4 + 3
      code = start.raw([0x61, UInt8(target >> 8), UInt8(target & 255), 0x57]).push(10).then(.add, .jumpDest).push(1).then(.add)
    }
    var machine = TestMachine()
    let fast = try machine.word(code)
    machine.limits = ExecutionLimits(steps: 1_000)
    #expect(try machine.word(code) == fast)
    #expect(fast != nil)
  }
}
