import ChainCrypto
import Primitives
import State

/// What the reference's cached batch does, in its own terms (`db/batch.go`, `db/kv_cache.go`): a queue of writes, a
/// cache, and copies of both for each snapshot. The cache is an object, and reverting makes the saved object the live
/// one: the aliasing that ``WorkingSet/revert(to:)`` discusses.
struct CachedBatchModel {
  /// A cache of values (`nil`: deleted) by namespace and key.
  final class Cache {
    var values: [String: [UInt8]?]
    init(_ values: [String: [UInt8]?] = [:]) { self.values = values }
  }

  private(set) var queue: [WriteRecord] = []
  private var cache = Cache()
  private var tag = 0
  private var queueShots: [Int] = []
  private var cacheShots: [Cache] = []

  private func name(_ namespace: StateNamespace, _ key: [UInt8]) -> String { "\(namespace.name)/\(key)" }

  /// The value in the cache; `nil` outside when the cache does not know the key.
  func get(_ namespace: StateNamespace, _ key: [UInt8]) -> [UInt8]?? { cache.values[name(namespace, key)] }

  mutating func write(_ record: WriteRecord) {
    cache.values[name(record.namespace, record.key)] = .some(record.isDelete ? nil : record.value)
    queue.append(record)
  }

  mutating func snapshot() -> Int {
    defer { tag += 1 }
    queueShots.append(queue.count)
    cacheShots.append(Cache(cache.values))
    return tag
  }

  mutating func revert(to snapshot: Int) -> Bool {
    guard snapshot >= 0, snapshot < tag else { return false }
    tag = snapshot + 1
    queueShots.removeLast(queueShots.count - tag)
    queue.removeLast(queue.count - queueShots[snapshot])
    cacheShots.removeLast(cacheShots.count - tag)
    cache = cacheShots[snapshot]
    return true
  }

  var digest: Hash256 { Keccak256.hash(queue.flatMap { [UInt8]($0.namespace.name.utf8) + $0.key + $0.value }) }
}
