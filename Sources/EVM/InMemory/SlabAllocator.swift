/// Hands out places for trivial values, one after the other, from slabs that double in size. Nothing is given back before
/// all is.
struct SlabAllocator<Value: BitwiseCopyable> {
  private var slabs: [UnsafeMutablePointer<Value>] = []
  private var next: UnsafeMutablePointer<Value>?
  private var left = 0
  private var capacity = 2

  /// The greatest slab, in values: enough to make the system's part of the work small.
  private static var greatestCapacity: Int { 4096 }

  /// A place that is not initialised.
  @inline(__always)
  mutating func allocate() -> UnsafeMutablePointer<Value> {
    guard left > 0, let place = next else { return allocateSlab() }
    next = place + 1
    left &-= 1
    return place
  }

  @inline(never)
  private mutating func allocateSlab() -> UnsafeMutablePointer<Value> {
    capacity = min(capacity &* 2, SlabAllocator.greatestCapacity)
    let slab = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
    slabs.append(slab)
    next = slab + 1
    left = capacity &- 1
    return slab
  }

  /// Frees all slabs.
  func deallocate() {
    for slab in slabs { slab.deallocate() }
  }
}
