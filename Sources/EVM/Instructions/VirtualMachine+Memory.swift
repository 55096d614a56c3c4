import ChainCrypto
import Glibc
import Primitives

/// Growing memory, and the instructions that copy to it or hash it.
extension VirtualMachine {
  /// Makes the memory reach `size` bytes beyond `offset`, `size` not being 0. Returns the gas left.
  @inline(never)
  func grow(
    _ frame: UnsafeMutablePointer<Frame>, _ offset: U256, _ size: UInt64, _ gas: Int64
  ) throws(Interruption) -> Int64 {
    guard offset.fitsUInt64, offset.w0 <= MemoryCost.greatestSize, size <= MemoryCost.greatestSize else {
      throw .halt(.outOfGas)
    }
    let end = (offset.w0 + size + 31) & ~31
    guard end <= MemoryCost.greatestSize else { throw .halt(.outOfGas) }
    let oldSize = frame.pointee.memorySize
    if end <= oldSize { return gas }
    let rest = gas - (MemoryCost.gas(forSize: end) - MemoryCost.gas(forSize: oldSize))
    if rest < 0 { throw .halt(.outOfGas) }
    let start = frame.pointee.memory
    guard UInt64(start - arena.memory) + end <= UInt64(arena.memoryByteCount) else { throw .halt(.memoryLimit) }
    memset(start + Int(oldSize), 0, Int(end - oldSize))
    frame.pointee.memorySize = end
    frame.pointee.wordLimit = end - 31
    state.pointee.memoryHighWater = max(state.pointee.memoryHighWater, start + Int(end))
    return rest
  }

  /// Makes the memory hold a region given by two words of the stack; a region of size 0 needs nothing.
  @inline(__always)
  func growRegion(
    _ frame: UnsafeMutablePointer<Frame>, _ offset: U256, _ size: U256, _ gas: Int64
  ) throws(Interruption) -> Int64 {
    if size.isZero { return gas }
    let isInside =
      offset.fitsUInt64 && size.fitsUInt64 && offset.w0 <= MemoryCost.greatestSize && size.w0 <= MemoryCost.greatestSize
      && offset.w0 &+ size.w0 <= frame.pointee.memorySize
    if isInside { return gas }
    return try grow(frame, offset, size.clampedToUInt64, gas)
  }

  /// A region that the memory holds.
  @inline(__always)
  func region(_ frame: UnsafeMutablePointer<Frame>, _ offset: U256, _ size: U256) -> UnsafeRawBufferPointer {
    if size.isZero { return .empty }
    return UnsafeRawBufferPointer(
      start: frame.pointee.memory + Int(truncatingIfNeeded: offset.w0), count: Int(truncatingIfNeeded: size.w0))
  }

  /// Pays for copying `size` bytes and makes the memory hold the target. Returns the gas left.
  @inline(__always)
  private func payCopy(
    _ frame: UnsafeMutablePointer<Frame>, _ offset: U256, _ size: U256, _ gas: Int64, wordGas: Int64 = GasCost.copyWord
  ) throws(Interruption) -> Int64 {
    // A size beyond `MemoryCost.greatestSize` does not come back from here.
    let grown = try growRegion(frame, offset, size, gas)
    let rest = grown - wordGas * Int64((size.w0 &+ 31) / 32)
    if rest < 0 { throw .halt(.outOfGas) }
    return rest
  }

  /// KECCAK256.
  @inline(never)
  func hash(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let rest = try payCopy(frame, sp.pointee, sp[-1], gas, wordGas: GasCost.keccakWord)
    sp[-1] = U256(Keccak256.hash(region(frame, sp.pointee, sp[-1])))
    return rest
  }

  /// Copies from a source that continues with zeros. The target was paid for.
  @inline(__always)
  private func copy(
    _ frame: UnsafeMutablePointer<Frame>, from source: UnsafeRawPointer, sourceSize: Int, sourceOffset: U256, to offset: U256,
    size: U256
  ) {
    if size.isZero { return }
    let target = frame.pointee.memory + Int(truncatingIfNeeded: offset.w0)
    let count = Int(truncatingIfNeeded: size.w0)
    var copied = 0
    if sourceOffset.fitsUInt64, sourceOffset.w0 < UInt64(sourceSize) {
      let start = Int(truncatingIfNeeded: sourceOffset.w0)
      copied = min(count, sourceSize &- start)
      target.copyMemory(from: source + start, byteCount: copied)
    }
    if copied < count {
      memset(target + copied, 0, count &- copied)
    }
  }

  /// CALLDATACOPY.
  @inline(never)
  func copyInput(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let rest = try payCopy(frame, sp.pointee, sp[-2], gas)
    copy(
      frame, from: frame.pointee.input, sourceSize: frame.pointee.inputSize, sourceOffset: sp[-1], to: sp.pointee, size: sp[-2])
    return rest
  }

  /// CODECOPY.
  @inline(never)
  func copyCode(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let rest = try payCopy(frame, sp.pointee, sp[-2], gas)
    copy(
      frame, from: frame.pointee.code, sourceSize: frame.pointee.codeSize, sourceOffset: sp[-1], to: sp.pointee, size: sp[-2])
    return rest
  }

  /// EXTCODECOPY.
  @inline(never)
  func copyExternalCode(
    _ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64
  ) throws(Interruption) -> Int64 {
    let rest = try payAccountAccess(address(sp), try payCopy(frame, sp[-1], sp[-3], gas))
    let address = address(sp)
    let code = try asking { host throws(HostFault) in try host.code(of: address) }
    copy(frame, from: code.base, sourceSize: code.count, sourceOffset: sp[-2], to: sp[-1], size: sp[-3])
    return rest
  }

  /// RETURNDATACOPY: reading beyond the end halts (EIP-211).
  @inline(never)
  func copyReturnData(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let (end, overflow) = sp[-1].addingReportingOverflow(sp[-2])
    guard !overflow, end.fitsUInt64, end.w0 <= UInt64(state.pointee.returnSize) else { throw .halt(.returnDataOutOfBounds) }
    let rest = try payCopy(frame, sp.pointee, sp[-2], gas)
    copy(
      frame, from: state.pointee.returnData, sourceSize: state.pointee.returnSize, sourceOffset: sp[-1], to: sp.pointee,
      size: sp[-2])
    return rest
  }

  /// MCOPY (EIP-5656); the regions may overlap.
  @inline(never)
  func copyMemory(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let rest = try payCopy(frame, max(sp.pointee, sp[-1]), sp[-2], gas)
    if sp[-2].isZero { return rest }
    let memory = frame.pointee.memory
    (memory + Int(truncatingIfNeeded: sp.pointee.w0)).copyMemory(
      from: memory + Int(truncatingIfNeeded: sp[-1].w0), byteCount: Int(truncatingIfNeeded: sp[-2].w0))
    return rest
  }
}

/// The price of memory: linear, and quadratic from 724 bytes on (Yellow Paper, equation 326).
enum MemoryCost {
  /// The greatest memory whose price is computed, go-ethereum's bound: the square of its words just fits 64 bits.
  static var greatestSize: UInt64 { 0x1f_ffff_ffe0 }

  /// What a memory of `size` bytes, a multiple of 32 up to `greatestSize`, has cost in all.
  @inline(__always)
  static func gas(forSize size: UInt64) -> Int64 {
    let words = size / 32
    return Int64(3 * words + words * words / 512)
  }
}
