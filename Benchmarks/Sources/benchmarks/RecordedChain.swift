import Chain
import ChainSpec
import ChainTypes
import Foundation
import Gzip
import Primitives
import ProtocolKit
import RollDPoS
import StandardProtocols

/// A chain that the reference recorded: a folder of golden data.
struct RecordedChain: Sendable {
  /// The folder's name.
  let name: String
  /// How many actions the chain has.
  let actionCount: Int
  private let folder: URL
  private let tipHash: String

  /// The chains of transfers that are here: `transfers` belongs to the repository, the large `bench-transfers` does not.
  static let transfers = [
    RecordedChain(name: "transfers", actionCount: 3097), RecordedChain(name: "bench-transfers", actionCount: 100_209),
  ]
  .compactMap { $0 }

  /// A chain's folder in `IOTEX_GOLDEN`, in `shared/golden` beside the repository, or in the repository; nil if there is none.
  private init?(name: String, actionCount: Int) {
    let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
    let given = ProcessInfo.processInfo.environment["IOTEX_GOLDEN"].map { URL(filePath: $0) }
    let places = [given, root.appending(path: "../shared/golden"), root.appending(path: "Tests/Vectors")].compactMap {
      $0?.appending(path: name)
    }
    for folder in places {
      guard let data = try? Data(contentsOf: folder.appending(path: "genesis.json")),
        let summary = try? JSONDecoder().decode(Summary.self, from: data)
      else { continue }
      (self.name, self.actionCount) = (name, actionCount)
      (self.folder, tipHash) = (folder, summary.tipHash)
      return
    }
    return nil
  }

  private struct Summary: Decodable {
    let tipHash: String
  }

  /// The file of blocks.
  var blocksPath: String { folder.appending(path: "blocks.bin.gz").path }

  /// The file of blocks as it is.
  func compressedBlocks() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: blocksPath))) }

  /// The encoded blocks.
  func frames() throws -> [[UInt8]] {
    var reader = BlockFrames.Reader()
    reader.feed(try Gzip.decompress(compressedBlocks()))
    var frames: [[UInt8]] = []
    while let frame = try reader.next() { frames.append(frame) }
    try reader.finish()
    return frames
  }

  /// What a node needs to import the chain; its delegates are for life.
  func parameters() throws -> ChainParameters {
    let genesis = try genesis()
    return ChainParameters(
      genesis: genesis, schedule: .network(of: genesis),
      suite: try ProtocolSuite.standard(genesis: genesis, election: nil, followsAnnouncements: false))
  }

  /// Verifies the blocks' footers.
  func footerVerifier() throws -> FooterVerifier? {
    let blockchain = try genesis().blockchain
    return RoundTiming(
      genesisTime: Timestamp(seconds: blockchain.timestamp), blockInterval: blockchain.blockInterval.nanoseconds,
      toleratedOvertime: 2_000_000_000
    ).map { FooterVerifier(timing: $0, countsOnlyDelegates: false) }
  }

  /// Fails unless all of the chain was imported: a benchmark that did something else measures nothing.
  func check(_ progress: BlockImporter.Progress) throws {
    guard progress.head.hash.hex == tipHash, progress.actions == UInt64(actionCount) else {
      throw WrongChain(computed: progress.head.hash.hex, recorded: tipHash, actions: progress.actions)
    }
  }

  private struct WrongChain: Error {
    let computed: String
    let recorded: String
    let actions: UInt64
  }

  private func genesis() throws -> Genesis {
    try Genesis(yaml: String(contentsOf: folder.appending(path: "genesis.yaml"), encoding: .utf8))
  }
}
