import Dispatch
import EVM
import Foundation
import Primitives
import Synchronization
import Testing

/// 1,024 nested frames, which must not use the native stack.
struct CallDepthTests {
  /// Calls itself with all gas, counts the frames in a slot.
  private static let recursion = Assembly().push(0).then(.sload).push(1).then(.add).push(0).then(.sstore)
    .call(.call, TestMachine.contract, gas: .max)
    .push(1).then(.sload, .add).push(1).then(.sstore)

  /// The number of frames that ran, and of calls that succeeded.
  private static func count() throws -> (frames: U256, successes: U256) {
    let machine = TestMachine()
    machine.deploy(recursion)
    // Enough for 63/64 of it, 1,024 times.
    let result = try machine.call(gas: 10_000_000_000_000_000)
    guard result.isSuccess else { return (0, 0) }
    return (machine.host.storage(0, of: TestMachine.contract), machine.host.storage(1, of: TestMachine.contract))
  }

  @Test("runs 1,025 frames and refuses one more")
  func limit() throws {
    let (frames, successes) = try CallDepthTests.count()
    #expect(frames == 1_025)
    #expect(successes == 1_024)
  }

  @Test("does so on a thread with a stack of 128 KiB")
  func smallStack() throws {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let count = try? CallDepthTests.count().frames
      CallDepthTests.result.withLock { $0 = count ?? 0 }
      done.signal()
    }
    thread.stackSize = 128 << 10
    thread.start()
    done.wait()
    #expect(CallDepthTests.result.withLock { $0 } == 1_025)
  }

  /// What the other thread found.
  private static let result = Mutex(U256.zero)

  @Test("creates contracts within contracts to the same depth")
  func creations() throws {
    // Init code that copies itself and creates again, counting in the return value.
    let code = Assembly(.codeSize).push(0).push(0).then(.codeCopy, .codeSize).push(0).push(0).then(.create, .pop)
    let result = try TestMachine().create(code, gas: 10_000_000_000_000_000)
    #expect(result.isSuccess)
  }
}
