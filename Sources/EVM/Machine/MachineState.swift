import Primitives

/// What the loops and the instructions share during one execution. Lives behind a pointer, so that access is a plain
/// load or store.
struct MachineState {
  /// The frame that runs; meaningless while `depth` is negative.
  var frame: UnsafeMutablePointer<Frame>
  /// The number of frames above it: 0 for the outermost, -1 before it has begun and after it has ended.
  var depth = -1
  /// The refund counter. May be negative for a while under net metering.
  var refund: Int64 = 0
  /// What the last call of the running frame returned, its size, and the room in the buffer.
  var returnData: UnsafeMutableRawPointer
  var returnSize = 0
  var returnCapacity: Int
  /// How the outermost frame ended, once it has.
  var result = FrameResult(end: .success, gas: 0)
  /// What the host threw, if it did.
  var fault: HostFault?
  /// The greatest extent of memory in this execution.
  var memoryHighWater: UnsafeMutableRawPointer
  /// Whether the careful loop runs the current frame although nobody observes: the fast loop refused a run, or the code
  /// is not prepared.
  var isCareful = false
  /// What the last call or creation cost, gas handed on included: for observers.
  var callCost: Int64 = 0

  /// The state before the first frame.
  init(_ arena: ExecutionArena) {
    frame = arena.frames
    memoryHighWater = arena.memory
    returnCapacity = 1024
    returnData = UnsafeMutableRawPointer.allocate(byteCount: returnCapacity, alignment: 32)
  }

  /// Makes room for `size` bytes of return data, of which nothing is kept.
  @inline(__always)
  mutating func reserveReturnData(_ size: Int) {
    if size > returnCapacity { growReturnData(size) }
    returnSize = size
  }

  @inline(never)
  private mutating func growReturnData(_ size: Int) {
    returnData.deallocate()
    returnCapacity = max(size, returnCapacity * 2)
    returnData = UnsafeMutableRawPointer.allocate(byteCount: returnCapacity, alignment: 32)
  }

  /// Makes `size` bytes at `source` the return data.
  @inline(__always)
  mutating func setReturnData(_ source: UnsafeRawPointer, _ size: Int) {
    reserveReturnData(size)
    returnData.copyMemory(from: source, byteCount: size)
  }
}
