import CLMDBLoop
import Foundation
import Storage

extension Suite {
  /// The store on disk beside the same work in plain C. The house's limit: within 1.3 times of C.
  static let storage = Suite(
    name: "Storage",
    benchmarks: [
      gets("get in place, in C", of: 1_000_000, readInC),
      gets("get in place", of: 1_000_000, read),
      gets("get in place from the cache, in C", of: 5000, readInC),
      gets("get in place from the cache", of: 5000, read),
      gets("get copies from the cache, in C", of: 5000, copyInC),
      gets("get copies from the cache", of: 5000, copy),
      commits("commit 500 puts, buffered, in C", noMetaSync: true) { (samples, keys) in
        try check(lmdb_loop_put(samples.c, keys, Samples.keySize, 500, samples.value, samples.value.count))
      },
      commits("commit 500 puts, buffered", noMetaSync: true) { (samples, keys) in try samples.put(keys, .buffered) },
      commits("commit 500 puts, synced, in C", noMetaSync: false) { (samples, keys) in
        try check(lmdb_loop_put(samples.c, keys, Samples.keySize, 500, samples.value, samples.value.count))
      },
      commits("commit 500 puts, synced", noMetaSync: false) { (samples, keys) in try samples.put(keys, .synced) },
    ])

  private static let readInC: @Sendable (Samples, UnsafePointer<UInt8>, Int) throws -> Void = { (samples, keys, count) in
    var sum: UInt64 = 0
    try check(lmdb_loop_get(samples.c, keys, Samples.keySize, count, &sum))
    consume(sum)
  }

  private static let read: @Sendable (Samples, UnsafePointer<UInt8>, Int) throws -> Void = { (samples, keys, count) in
    let reader = try samples.store.snapshot()
    var sum: UInt64 = 0
    for index in 0..<count {
      let key = UnsafeRawBufferPointer(start: keys + index * Samples.keySize, count: Samples.keySize)
      sum &+= try reader.withValue(Samples.table, key) { UInt64($0?.first ?? 0) }
    }
    consume(sum)
  }

  private static let copyInC: @Sendable (Samples, UnsafePointer<UInt8>, Int) throws -> Void = { (samples, keys, count) in
    var sum: UInt64 = 0
    try check(lmdb_loop_get_copies(samples.c, keys, Samples.keySize, count, &sum))
    consume(sum)
  }

  private static let copy: @Sendable (Samples, UnsafePointer<UInt8>, Int) throws -> Void = { (samples, keys, count) in
    let reader = try samples.store.snapshot()
    var sum: UInt64 = 0
    for index in 0..<count {
      let key = UnsafeRawBufferPointer(start: keys + index * Samples.keySize, count: Samples.keySize)
      sum &+= UInt64(try reader.get(Samples.table, key)?.first ?? 0)
    }
    consume(sum)
  }

  /// A benchmark of reading keys at random out of `count`; one operation is one read.
  private static func gets(
    _ name: String, of count: Int, _ body: @escaping @Sendable (Samples, UnsafePointer<UInt8>, Int) throws -> Void
  ) -> Benchmark {
    Benchmark(name, operations: Samples.batch) {
      let samples = try Samples(count: count, noMetaSync: true)
      return { iterations in
        for iteration in 0..<iterations {
          let start = iteration * Samples.batch % (samples.count - Samples.batch)
          try samples.withKeys(start) { try body(samples, $0, Samples.batch) }
        }
      }
    }
  }

  /// A benchmark of transactions that replace 500 values at random out of 100,000; one operation is one put.
  private static func commits(
    _ name: String, noMetaSync: Bool, _ body: @escaping @Sendable (Samples, UnsafePointer<UInt8>) throws -> Void
  ) -> Benchmark {
    Benchmark(name, operations: 500, maximumIterations: 50) {
      let samples = try Samples(count: 100_000, noMetaSync: noMetaSync)
      var next = 0
      return { iterations in
        for _ in 0..<iterations {
          try samples.withKeys(next) { try body(samples, $0) }
          next = (next + 500) % samples.count
        }
      }
    }
  }
}

/// The same pairs in a store and in a C environment, in a directory that goes with them.
private final class Samples: @unchecked Sendable {
  // Sendable: benchmarks run one after the other, on one thread.
  static let table = Table("table")
  static let keySize = 32
  static let batch = 1000

  let store: LMDBStore
  let c: OpaquePointer
  let count: Int
  let value = [UInt8](repeating: 7, count: 100)
  private let keys: [UInt8]
  private let directory: URL

  /// `count` random keys, a multiple of 500.
  init(count: Int, noMetaSync: Bool) throws {
    self.count = count
    var generator = SplitMix(seed: 9)
    keys = (0..<count * Self.keySize / 8).flatMap { _ in withUnsafeBytes(of: generator.next()) { [UInt8]($0) } }
    directory = FileManager.default.temporaryDirectory.appending(path: "storage-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory.appending(path: "c"), withIntermediateDirectories: true)
    store = try LMDBStore(path: directory.appending(path: "swift").path, tables: [Self.table])
    guard let c = lmdb_loop_open(directory.appending(path: "c").path, noMetaSync ? 1 : 0) else { throw LoopFailure(status: 0) }
    self.c = c
    try withKeys(0) { try check(lmdb_loop_put(c, $0, Self.keySize, count, value, value.count)) }
    try withKeys(0) { try put($0, .synced, count: count) }
  }

  deinit {
    store.close()
    lmdb_loop_close(c)
    try? FileManager.default.removeItem(at: directory)
  }

  /// Calls `body` with the keys from number `start` on.
  func withKeys(_ start: Int, _ body: (UnsafePointer<UInt8>) throws -> Void) throws {
    try keys.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try body(base + start * Self.keySize)
    }
  }

  /// Stores a value under each key in one transaction.
  func put(_ keys: UnsafePointer<UInt8>, _ durability: Durability, count: Int = 500) throws {
    let writer = try store.beginWrite()
    for index in 0..<count {
      let key = UnsafeRawBufferPointer(start: keys + index * Self.keySize, count: Self.keySize)
      try value.withUnsafeBytes { try writer.put(Self.table, key: key, value: $0) }
    }
    try writer.commit(durability)
  }
}

/// An LMDB call of the C loop that did not succeed.
private struct LoopFailure: Error {
  let status: Int32
}

private func check(_ status: Int32) throws {
  guard status == 0 else { throw LoopFailure(status: status) }
}
