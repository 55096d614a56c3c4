import Dispatch
import Glibc
public import Primitives
import Synchronization

/// Signatures collected first and verified together on all cores.
///
/// ECDSA has no batch equation: each signature is verified by itself, the gain is parallelism and compact storage (160 bytes each).
/// Verifying blocks the calling thread and borrows Dispatch's worker threads; do not call it on Swift's cooperative pool.
public struct SignatureBatch: Sendable {
  private struct Entry: Sendable {
    let digest: Hash256
    /// r ‖ s; nil if the signature was malformed when appended.
    let numbers: Bytes64?
    let parsedKey: Bytes64
  }

  private var entries: [Entry] = []

  /// How many signatures a core takes at a time: about half a millisecond of work, so that no core idles long at the end.
  private static let stride = 12

  /// An empty batch.
  public init() {}

  /// Makes room for as many signatures in all.
  public mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  /// The number of signatures.
  public var count: Int { entries.count }

  /// Whether there is none.
  public var isEmpty: Bool { entries.isEmpty }

  /// Adds a signature of 65 bytes; one of another form is kept, and found invalid later.
  public mutating func append(digest: Hash256, signature: [UInt8], publicKey: PublicKey) {
    entries.append(Entry(digest: digest, numbers: Secp256k1.wellFormed(signature), parsedKey: publicKey.parsed))
  }

  /// Removes all signatures and keeps the memory.
  public mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

  /// The position of the first signature that is not valid by the rules of ``PublicKey/verify(_:signature:)``; nil if all are valid.
  ///
  /// The answer does not depend on the number of cores or on timing.
  ///
  /// - Parameter cores: how many threads verify, the calling one included; nil: as many as the machine has active processors.
  public func firstInvalid(onCores cores: Int? = nil) -> Int? {
    let pieces = (entries.count + Self.stride - 1) / Self.stride
    let threads = Swift.min(Swift.max(1, cores ?? Self.activeCores), pieces)
    let next = Atomic<Int>(0)
    let first = Atomic<Int>(entries.count)
    if threads <= 1 {
      verifyPieces(next: next, first: first)
    } else {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in verifyPieces(next: next, first: first) }
    }
    let result = first.load(ordering: .relaxed)
    return result < entries.count ? result : nil
  }

  /// Takes pieces in order until none is left, or until all that is left lies behind an invalid signature.
  private func verifyPieces(next: borrowing Atomic<Int>, first: borrowing Atomic<Int>) {
    while true {
      let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
      let start = piece * Self.stride
      let end = Swift.min(start + Self.stride, entries.count)
      guard start < end, start < first.load(ordering: .relaxed) else { return }
      for index in start..<end where !isValid(entries[index]) {
        first.min(index, ordering: .relaxed)
        break
      }
    }
  }

  private func isValid(_ entry: Entry) -> Bool {
    guard let numbers = entry.numbers else { return false }
    return Secp256k1.verify(digest: entry.digest, numbers: numbers, parsedKey: entry.parsedKey)
  }

  private static let activeCores = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
