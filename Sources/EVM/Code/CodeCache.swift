public import Primitives
import Synchronization

/// Code by hash, so that the same code is prepared once however often it is loaded.
///
/// Bounded in bytes: when full, it forgets everything and starts again, which keeps it simple and costs one preparation
/// of each contract in use. May be shared between threads.
public final class CodeCache: Sendable {
  private struct Contents {
    var codes: [Hash256: Bytecode] = [:]
    var byteCount = 0
  }

  private let contents = Mutex(Contents())
  private let capacity: Int

  /// A cache for about `capacity` bytes of code. Prepared code takes ten times as much memory.
  public init(capacity: Int = 16 << 20) {
    self.capacity = capacity
  }

  /// The code with this hash, if it was stored and is not forgotten.
  public func code(withHash hash: Hash256) -> Bytecode? {
    contents.withLock { $0.codes[hash] }
  }

  /// Remembers code. The caller answers for the hash.
  public func store(_ code: Bytecode, hash: Hash256) {
    contents.withLock { contents in
      if contents.byteCount + code.count > capacity {
        contents.codes.removeAll()
        contents.byteCount = 0
      }
      if contents.codes.updateValue(code, forKey: hash) == nil {
        contents.byteCount += code.count
      }
    }
  }
}
