import Primitives
import Synchronization

/// A word of the stack. Stacks grow towards higher addresses; the pointer points to the top word.
typealias StackPointer = UnsafeMutablePointer<U256>

/// What the loop does to the stack. Heights were checked before: for the whole run or for the instruction.
enum Stack {
  /// Puts a word on top.
  @inline(__always)
  static func push(_ value: U256, _ sp: inout StackPointer) {
    sp += 1
    sp.pointee = value
  }

  /// The word at `sp`, loaded limb by limb.
  ///
  /// The compiler would load two limbs at once. Arithmetic has just stored them one by one, and a processor cannot
  /// forward two stores to one load: it waits until they have reached the cache, which takes longer than most
  /// instructions. Relaxed atomic loads are plain loads that the compiler leaves apart. They halved the time of loops.
  @inline(__always)
  static func word(_ sp: StackPointer) -> U256 {
    let limbs = UnsafeRawPointer(sp).assumingMemoryBound(to: Atomic<UInt64>.self)
    return U256(
      w0: limbs[0].load(ordering: .relaxed), w1: limbs[1].load(ordering: .relaxed),
      w2: limbs[2].load(ordering: .relaxed), w3: limbs[3].load(ordering: .relaxed))
  }

  /// Replaces the two upper words by a function of them, the top word being its first argument.
  @inline(__always)
  static func binary(_ sp: inout StackPointer, _ function: (U256, U256) -> U256) {
    sp -= 1
    sp.pointee = function(word(sp + 1), word(sp))
  }

  /// Replaces the top word by a function of it.
  @inline(__always)
  static func unary(_ sp: StackPointer, _ function: (U256) -> U256) {
    sp.pointee = function(word(sp))
  }

  /// Puts a copy of the word `depth` below the top on top.
  @inline(__always)
  static func duplicate(_ sp: inout StackPointer, _ depth: Int) {
    let copy = word(sp - depth)
    sp += 1
    sp.pointee = copy
  }

  /// Exchanges the top word with the one `depth` below it.
  @inline(__always)
  static func swap(_ sp: StackPointer, _ depth: Int) {
    let upper = word(sp)
    sp.pointee = word(sp - depth)
    sp[-depth] = upper
  }

  /// The operand of PUSH1 to PUSH32 at `pc`. Reads at most 40 bytes from there, which the padding of code provides.
  @inline(__always)
  static func immediate(_ size: Int, _ pc: UnsafePointer<UInt8>) -> U256 {
    let bytes = UnsafeRawPointer(pc + 1)
    /// The limb whose last byte is `end` bytes behind the instruction's first operand byte; bytes before it are cut off.
    func limb(_ end: Int) -> UInt64 {
      if end <= 0 { return 0 }
      if end >= 8 { return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self)) }
      return UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) &>> UInt64(64 &- 8 &* end)
    }
    return U256(w0: limb(size), w1: limb(size &- 8), w2: limb(size &- 16), w3: limb(size &- 24))
  }

  /// Two big-endian bytes of the stream at a distance from `pc`: the target of a jump whose PUSH2 was executed with it.
  @inline(__always)
  static func operand16(_ pc: UnsafePointer<UInt8>, _ distance: Int) -> Int {
    Int(UInt16(bigEndian: UnsafeRawPointer(pc + distance).loadUnaligned(as: UInt16.self)))
  }

  /// CALLDATALOAD: replaces an offset by 32 bytes of the input, zeros behind its end.
  @inline(__always)
  static func loadInput(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer) {
    let offset = word(sp)
    let size = UInt64(frame.pointee.inputSize)
    if offset.fitsUInt64 && size >= 32 && offset.w0 <= size &- 32 {
      sp.pointee = U256(loadingBigEndianFrom: frame.pointee.input + Int(truncatingIfNeeded: offset.w0))
    } else {
      loadInputAtEnd(frame, sp)
    }
  }

  @inline(never)
  private static func loadInputAtEnd(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer) {
    let offset = sp.pointee
    sp.pointee = .zero
    guard offset.fitsUInt64, offset.w0 < UInt64(frame.pointee.inputSize) else { return }
    let start = Int(offset.w0)
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      let count = min(32, frame.pointee.inputSize - start)
      buffer.copyMemory(from: UnsafeRawBufferPointer(start: frame.pointee.input + start, count: count))
      sp.pointee = U256(bigEndianBytes: UnsafeRawBufferPointer(buffer))
    }
  }
}

extension UnsafeRawBufferPointer {
  /// No bytes.
  static var empty: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}
