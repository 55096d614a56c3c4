import Chain
import ChainTypes
import Foundation
import Storage

extension Suite {
  /// Recorded chains of transfers on their way into a chain. One operation is one action.
  ///
  /// The reference imports `bench-transfers` at 5,035 actions a second on two cores, all signatures checked, parsing not counted.
  static let chain = Suite(name: "Chain", benchmarks: RecordedChain.transfers.flatMap { benchmarks(for: $0) })

  private static func benchmarks(for chain: RecordedChain) -> [Benchmark] {
    let samples = chain.actionCount > 10_000 ? 3 : 7
    return [
      Benchmark("verify signatures of \(chain.name), one core", operations: chain.actionCount, maximumIterations: 1, samples: samples) {
        let blocks = try chain.frames().map { try Block(decoding: $0) }
        return { _ in
          for block in blocks { _ = try VerifiedBlock(verifying: block, parallel: false) }
        }
      },
      Benchmark("execute \(chain.name) in memory", operations: chain.actionCount, maximumIterations: 1, samples: samples) {
        let blocks = try chain.frames().map { try VerifiedBlock(verifying: Block(decoding: $0), parallel: true) }
        return { _ in
          try append(blocks, to: Chain(store: try MemoryStore(tables: Chain.tables), parameters: chain.parameters()))
        }
      },
      Benchmark("execute \(chain.name) on disk", operations: chain.actionCount, maximumIterations: 1, samples: samples) {
        let blocks = try chain.frames().map { try VerifiedBlock(verifying: Block(decoding: $0), parallel: true) }
        return { _ in
          try withStore { try append(blocks, to: Chain(store: $0, parameters: chain.parameters())) }
        }
      },
      Benchmark("import \(chain.name)", operations: chain.actionCount, maximumIterations: 1, samples: samples) {
        { _ in
          try withStore { store in
            let target = try Chain(store: store, parameters: chain.parameters())
            let importer = BlockImporter(chain: target, configuration: .init(), verifier: try chain.footerVerifier())
            let progress = try importer.run(files: [chain.blocksPath]) { _ in true }
            try chain.check(progress)
          }
        }
      },
    ]
  }

  /// Appends blocks in groups as an import does.
  private static func append(_ blocks: [VerifiedBlock], to chain: Chain) throws {
    let perGroup = 20
    for start in stride(from: 0, to: blocks.count, by: perGroup) {
      try chain.extend { (session) throws(BlockError) in
        for block in blocks[start..<min(start + perGroup, blocks.count)] { try session.append(block, policy: .history) }
      }
    }
  }

  /// Gives a store in a folder that goes with it.
  private static func withStore(_ body: (LMDBStore) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "chain-benchmark-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    let store = try LMDBStore(path: directory.path, tables: Chain.tables)
    defer { store.close() }
    try body(store)
  }
}
