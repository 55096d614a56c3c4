import Chain
import ChainTestSupport
import ChainTypes
import Foundation
import Primitives
import Storage
import TestSupport
import Testing

/// Whole files through the importer, as `iotexd import` does it.
@Suite struct ArchiveTests {
  /// A folder that goes with the test.
  private final class TemporaryFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "iotex-conformance-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private static func importer(_ golden: GoldenChain, into chain: Chain) throws -> BlockImporter {
    var configuration = BlockImporter.Configuration()
    configuration.footers = .required
    return BlockImporter(chain: chain, configuration: configuration, verifier: try golden.footerVerifier())
  }

  @Test func `a chain on disk is imported, found again and whole`() throws {
    let golden = try #require(GoldenData.chain("poll"))
    let folder = try TemporaryFolder()
    let file = try #require(golden.path("blocks.bin"))
    let tipHash = try golden.summary().string("tipHash")
    try {
      let store = try LMDBStore(path: folder.path + "/chain", tables: Chain.tables)
      let chain = try Chain(store: store, parameters: try golden.parameters(undoDepth: 256))
      let progress = try Self.importer(golden, into: chain).run(files: [file]) { _ in true }
      #expect(progress.blocks == 150)
      #expect(progress.actions == 419)
      #expect(chain.head.hash.hex == tipHash)
      store.close()
    }()
    let store = try LMDBStore(path: folder.path + "/chain", tables: Chain.tables)
    let chain = try Chain(store: store, parameters: try golden.parameters(undoDepth: 256))
    #expect(chain.head.hash.hex == tipHash)
    let report = try chain.view().blocks.integrityCheck()
    #expect(report.findings == [])
    #expect(report.blocks == 150)
    let again = try Self.importer(golden, into: chain).run(files: [file]) { _ in true }
    #expect(again.blocks == 0)
    #expect(again.skipped == 150)
    store.close()
  }

  /// Chains without records beside their blocks: what is measured there needs an optimised build.
  private static let measured = GoldenData.chains.filter { !$0.isRecordedInFull }

  @Test(
    .enabled(if: !measured.isEmpty, "there is no chain to measure imports with; IOTEX_GOLDEN can name a folder with bench-transfers"),
    .enabled(if: isOptimised, "importing 100,000 actions is for release builds"), arguments: measured)
  func `a chain without records is imported to its tip`(_ golden: GoldenChain) throws {
    let chain = try Chain(store: try MemoryStore(tables: Chain.tables), parameters: try golden.parameters())
    let file = try #require(golden.path("blocks.bin"))
    let summary = try golden.summary()
    let progress = try Self.importer(golden, into: chain).run(files: [file]) { _ in true }
    #expect(chain.head.height == (try summary.uint64("tipHeight")))
    #expect(chain.head.hash.hex == (try summary.string("tipHash")))
    #expect(progress.blocks == chain.head.height)
  }

  /// Whether the tests were built for release.
  private static let isOptimised: Bool = {
    #if DEBUG
      false
    #else
      true
    #endif
  }()
}
