import ChainCrypto
public import Primitives
import Synchronization

/// A contract's code, immutable, with what the machine learns about it: where jumps may go and its prepared form.
///
/// Hosts hand out the same object for the same code, so that the preparation happens once (`CodeCache` helps).
/// Shared between threads: the bytes never change, prepared forms are added atomically and live as long as the object.
public final class Bytecode: Sendable {
  /// The code without bytes.
  public static let empty = Bytecode([])

  /// Zero bytes behind the code, so that reading past its end finds STOP and PUSH32 finds its operand.
  static let padding = 40

  /// The number of bytes.
  public let count: Int
  /// The code and the padding.
  nonisolated(unsafe) let base: UnsafePointer<UInt8>
  /// Address of the head of the list of prepared forms, one for each opcode table that ran this code; 0 for none.
  private let prepared = Atomic<UInt>(0)
  /// Address of the bitmap of jump destinations, made at the first jump that needs it; 0 for none.
  private let destinations = Atomic<UInt>(0)

  /// The code made of these bytes.
  public convenience init(_ bytes: [UInt8]) {
    let storage = Bytecode.allocate(bytes.count)
    storage.update(from: bytes, count: bytes.count)
    self.init(storage, count: bytes.count)
  }

  /// The code made of the bytes of a buffer.
  public convenience init(copying buffer: UnsafeRawBufferPointer) {
    let storage = Bytecode.allocate(buffer.count)
    if let start = buffer.baseAddress {
      UnsafeMutableRawPointer(storage).copyMemory(from: start, byteCount: buffer.count)
    }
    self.init(storage, count: buffer.count)
  }

  private init(_ storage: UnsafeMutablePointer<UInt8>, count: Int) {
    self.base = UnsafePointer(storage)
    self.count = count
  }

  /// Room for `count` bytes and the padding, which is cleared.
  private static func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    let storage = UnsafeMutablePointer<UInt8>.allocate(capacity: count + padding)
    (storage + count).initialize(repeating: 0, count: padding)
    return storage
  }

  deinit {
    PreparedCode.freeList(UnsafeRawPointer(bitPattern: prepared.load(ordering: .acquiring)))
    UnsafeRawPointer(bitPattern: destinations.load(ordering: .acquiring))?.deallocate()
    base.deallocate()
  }

  /// The bytes.
  public var bytes: [UInt8] { [UInt8](UnsafeBufferPointer(start: base, count: count)) }

  /// The bytes, valid as long as the object.
  var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// The Keccak-256 of the bytes, computed at each call.
  public var hash: Hash256 { Keccak256.hash(buffer) }

  /// Whether there are no bytes.
  public var isEmpty: Bool { count == 0 }

  /// The prepared form for an opcode table, made if it is not there yet.
  @inline(__always)
  func prepared(for rules: CompiledRules) -> UnsafePointer<PreparedCode> {
    if let head = UnsafeRawPointer(bitPattern: prepared.load(ordering: .acquiring)) {
      let form = head.assumingMemoryBound(to: PreparedCode.self)
      if form.pointee.fingerprint == rules.fingerprint { return form }
    }
    return findOrPrepare(rules)
  }

  @inline(never)
  private func findOrPrepare(_ rules: CompiledRules) -> UnsafePointer<PreparedCode> {
    var head = prepared.load(ordering: .acquiring)
    if let found = PreparedCode.find(rules.fingerprint, in: UnsafeRawPointer(bitPattern: head)) { return found }
    let new = PreparedCode.make(self, rules)
    while true {
      new.pointee.next = UnsafeRawPointer(bitPattern: head)
      let (exchanged, original) = prepared.compareExchange(
        expected: head, desired: UInt(bitPattern: new), ordering: .acquiringAndReleasing)
      if exchanged { return UnsafePointer(new) }
      head = original
    }
  }

  /// Whether a jump may go to `offset`: there is a JUMPDEST there and it is not the operand of a PUSH.
  func isJumpDestination(_ offset: Int) -> Bool {
    guard offset >= 0, offset < count, base[offset] == Opcode.jumpDest.rawValue else { return false }
    let bitmap = UnsafeRawPointer(bitPattern: destinations.load(ordering: .acquiring)) ?? makeDestinations()
    return bitmap.load(fromByteOffset: offset >> 3, as: UInt8.self) & (1 << UInt8(offset & 7)) != 0
  }

  @inline(never)
  private func makeDestinations() -> UnsafeRawPointer {
    let size = (count >> 3) + 1
    let bitmap = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    bitmap.initialize(repeating: 0, count: size)
    var offset = 0
    while offset < count {
      let byte = base[offset]
      if byte == Opcode.jumpDest.rawValue {
        bitmap[offset >> 3] |= 1 << UInt8(offset & 7)
      }
      offset += 1 + Opcode(byte).immediateSize
    }
    let (exchanged, original) = destinations.compareExchange(
      expected: 0, desired: UInt(bitPattern: bitmap), ordering: .acquiringAndReleasing)
    guard !exchanged, let first = UnsafeRawPointer(bitPattern: original) else { return UnsafeRawPointer(bitmap) }
    bitmap.deallocate()
    return first
  }
}
