import Glibc
import Primitives

/// The memory of one machine: a region for the stacks of all frames, one behind the other, and a region for their
/// memories, likewise. Both are reserved at once and never move; the system backs only what was used.
///
/// Use one arena for many transactions, one after the other; making one costs two system calls.
public final class ExecutionArena {
  /// Bytes of the stack region: 1,025 frames of 1,024 words, and a page to spare.
  static let stackByteCount = 1025 * (1024 + 1) * 32 + 4096

  /// The word below the first frame's stack.
  let stack: UnsafeMutablePointer<U256>
  /// Where the first frame's memory begins.
  let memory: UnsafeMutableRawPointer
  /// Bytes of the memory region.
  let memoryByteCount: Int
  /// The frames, 1,025 of them.
  let frames: UnsafeMutablePointer<Frame>
  /// The greatest number of frames: one outermost and 1,024 below it.
  static let frameLimit = 1025

  /// How much memory may stay backed between two transactions.
  private static let retainedByteCount = 64 << 20

  /// Reserves an arena.
  ///
  /// - Parameter memoryByteCount: what the memories of all frames may need together. No block gas limit in use pays for
  ///   64 MiB; a reservation beyond what the system grants is made smaller, down to 256 MiB.
  /// - Throws: `HostFault` if the system does not grant even that.
  public init(memoryByteCount: Int = 4 << 30) throws(HostFault) {
    guard let stack = ExecutionArena.reserve(ExecutionArena.stackByteCount) else {
      throw HostFault(code: "memory", description: "no address space for the stack of the virtual machine")
    }
    var byteCount = max(memoryByteCount, 256 << 20)
    var memory = ExecutionArena.reserve(byteCount)
    while memory == nil, byteCount > 256 << 20 {
      byteCount /= 2
      memory = ExecutionArena.reserve(byteCount)
    }
    guard let memory else {
      munmap(stack, ExecutionArena.stackByteCount)
      throw HostFault(code: "memory", description: "no address space for the memory of the virtual machine")
    }
    self.stack = stack.bindMemory(to: U256.self, capacity: ExecutionArena.stackByteCount / 32)
    self.memory = memory
    self.memoryByteCount = byteCount
    self.frames = UnsafeMutablePointer<Frame>.allocate(capacity: ExecutionArena.frameLimit)
  }

  deinit {
    munmap(stack, ExecutionArena.stackByteCount)
    munmap(memory, memoryByteCount)
    frames.deallocate()
  }

  private static func reserve(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    let region = mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, -1, 0)
    return region == MAP_FAILED ? nil : region
  }

  /// Gives memory beyond `retainedByteCount` back to the system after a transaction that used `byteCount` of it.
  func trim(used byteCount: Int) {
    guard byteCount > ExecutionArena.retainedByteCount else { return }
    madvise(
      memory + ExecutionArena.retainedByteCount, byteCount - ExecutionArena.retainedByteCount, MADV_DONTNEED)
  }
}
