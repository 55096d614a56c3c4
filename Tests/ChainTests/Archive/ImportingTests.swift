import Chain
import ChainCrypto
import ChainTestSupport
import ChainTypes
import Gzip
import Primitives
import ProtocolKit
import RollDPoS
import Testing

@Suite struct ImportingTests {
  private let network: SampleNetwork
  private let folder: TemporaryFolder
  /// Blocks 1 to 12.
  private let blocks: [Block]

  init() throws {
    network = try SampleNetwork()
    folder = try TemporaryFolder()
    let sample = try SampleChain(network)
    let users = SampleNetwork.users
    blocks = try (1...12).map { nonce in
      try sample.grow(users.map { .transfer(from: $0, to: users[0].publicKey.address, nonce: nonce) })
    }
  }

  /// The frames of blocks.
  private static func frames(_ blocks: some Sequence<Block>) -> [UInt8] {
    blocks.reduce(into: []) { BlockFrames.append($1.encoded, to: &$0) }
  }

  /// A new chain, and an importer into it that commits every three blocks.
  private func importer(footers: BlockImporter.FooterPolicy = .required) throws -> (SampleChain, BlockImporter) {
    let sample = try SampleChain(network)
    var configuration = BlockImporter.Configuration()
    configuration.blocksPerGroup = 3
    configuration.lookahead = 4
    configuration.footers = footers
    let verifier = FooterVerifier(timing: try network.timing(), countsOnlyDelegates: false)
    return (sample, BlockImporter(chain: sample.chain, configuration: configuration, verifier: verifier))
  }

  /// Why an import ended early; nil when it did not.
  private static func failure(_ body: () throws(ImportError) -> Void) -> ImportError? {
    do throws(ImportError) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func `imports plain and compressed files, one after the other`() throws {
    let first = try folder.write("first.bin", Self.frames(blocks[..<5]))
    let second = try folder.write("second.bin.gz", Gzip.compress(Self.frames(blocks[5...])))
    let (sample, importer) = try importer()
    var reported: [BlockImporter.Progress] = []
    let result = try importer.run(files: [first, second]) {
      reported.append($0)
      return true
    }
    #expect(sample.chain.head == ChainHead(blocks[11]))
    #expect(result.head == sample.chain.head)
    #expect(result.blocks == 12)
    #expect(result.actions == blocks.reduce(0) { $0 + UInt64($1.actions.count) })
    #expect(result.skipped == 0)
    #expect(result.bytesRead == result.bytesTotal)
    #expect(reported.map(\.blocks) == [3, 6, 9, 12, 12])
    #expect(reported.map(\.head.height) == [3, 6, 9, 12, 12])
  }

  @Test func `reports only what is committed`() throws {
    let file = try folder.write("blocks.bin", Self.frames(blocks))
    let (sample, importer) = try importer()
    _ = try importer.run(files: [file]) { progress in
      (try? sample.chain.view().head) == progress.head
    }
    #expect(sample.chain.head.height == 12)
  }

  @Test func `ends early on demand, and goes on when it is run again`() throws {
    let file = try folder.write("blocks.bin", Self.frames(blocks))
    let (sample, importer) = try importer()
    let first = try importer.run(files: [file]) { $0.blocks < 6 }
    #expect(first.blocks == 6)
    #expect(sample.chain.head.height == 6)
    let second = try importer.run(files: [file]) { _ in true }
    #expect(second.skipped == 6)
    #expect(second.blocks == 6)
    #expect(sample.chain.head == ChainHead(blocks[11]))
  }

  @Test func `refuses the file of another chain`() throws {
    let other = try SampleChain(network)
    let key = try #require(network.proposer(at: 1))
    let minted = try BlockMinter(chain: other.chain, key: key).mint(at: network.time(of: 1)) { _ in ActionQueue([:]) }
    try other.chain.commit(minted.executed)
    let file = try folder.write("blocks.bin", Self.frames(blocks))
    var configuration = BlockImporter.Configuration()
    configuration.footers = .ignored
    let importer = BlockImporter(chain: other.chain, configuration: configuration, verifier: nil)
    let failure = Self.failure { () throws(ImportError) in _ = try importer.run(files: [file]) { _ in true } }
    guard case .otherChain(height: 1, stored: other.chain.head.hash, offered: blocks[0].hash) = failure else {
      Issue.record("\(failure.map { "\($0)" } ?? "imported")")
      return
    }
    #expect(other.chain.head.height == 1)
  }

  @Test func `keeps the blocks before one that is refused, and names it`() throws {
    let producer = try #require(network.proposer(at: 5))
    let bad = blocks[4].changing(signedBy: producer) { $0.receiptRoot = .zero }.endorsed(
      by: SampleNetwork.delegates, at: network.time(of: 5))
    let file = try folder.write("blocks.bin", Self.frames(blocks[..<4] + [bad] + blocks[5...]))
    let (sample, importer) = try importer()
    let failure = Self.failure { () throws(ImportError) in _ = try importer.run(files: [file]) { _ in true } }
    guard case .refused(let rejection, let block) = failure else {
      Issue.record("\(failure.map { "\($0)" } ?? "imported")")
      return
    }
    #expect(rejection.code == "wrong-receipt-root")
    #expect(rejection.height == 5)
    #expect(block?.hash == bad.hash)
    #expect(sample.chain.head == ChainHead(blocks[3]))
  }

  @Test func `keeps the blocks before a place that is cut off or no block`() throws {
    let good = Self.frames(blocks[..<7])
    var garbage = good
    BlockFrames.append([1, 2, 3], to: &garbage)
    let compressed = try Gzip.compress(Self.frames(blocks))
    var flipped = compressed
    flipped[flipped.count - 6] ^= 1
    let files: [(name: String, bytes: [UInt8], height: ClosedRange<UInt64>)] = [
      ("a frame that is cut off", good + [200], 7...7),
      ("a frame of a length beyond all limits", good + [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], 7...7),
      ("a frame that is no block", garbage, 7...7),
      ("a block that is cut off", Array(Self.frames(blocks).dropLast(10)), 11...11),
      ("a gzip stream that is cut off", Array(compressed.dropLast(compressed.count / 2)), 0...11),
      ("a gzip stream with a wrong checksum", flipped, 0...12),
    ]
    for (name, bytes, heights) in files {
      let (sample, importer) = try importer()
      let file = try folder.write("blocks.bin", bytes)
      let failure = Self.failure { () throws(ImportError) in _ = try importer.run(files: [file]) { _ in true } }
      guard case .archive(let error) = failure else {
        Issue.record("\(name): \(failure.map { "\($0)" } ?? "imported")")
        continue
      }
      #expect(error.description.contains("/blocks.bin"), "\(name)")
      #expect(heights.contains(sample.chain.head.height), "\(name)")
    }
  }

  @Test func `says which file it cannot read, before it imports anything`() throws {
    let file = try folder.write("blocks.bin", Self.frames(blocks))
    let (sample, importer) = try importer()
    let failure = Self.failure { () throws(ImportError) in _ = try importer.run(files: [file, folder.path + "/absent"]) { _ in true } }
    guard case .archive(.unreadable(let name, _)) = failure else {
      Issue.record("\(failure.map { "\($0)" } ?? "imported")")
      return
    }
    #expect(name.hasSuffix("/absent"))
    #expect(sample.chain.head.height == 0)
  }

  @Test func `imports nothing from an empty file`() throws {
    let (sample, importer) = try importer()
    let result = try importer.run(files: [try folder.write("empty", [])]) { _ in true }
    #expect(result.blocks == 0)
    #expect(sample.chain.head.height == 0)
  }

  @Test(arguments: [BlockImporter.FooterPolicy.required, .present, .ignored])
  func `verifies the footers that its policy names`(policy: BlockImporter.FooterPolicy) throws {
    let none = blocks[0].finalized(with: BlockFooter(endorsements: [], commitTime: network.time(of: 1)))
    let few = blocks[0].endorsed(by: [SampleNetwork.delegates[0]], at: network.time(of: 1))
    func isAccepted(_ block: Block) throws -> Bool {
      let (sample, importer) = try importer(footers: policy)
      let file = try folder.write("one.bin", Self.frames([block]))
      let failure = Self.failure { () throws(ImportError) in _ = try importer.run(files: [file]) { _ in true } }
      if case .refused(let rejection, _) = failure { #expect(rejection.code == "footer") }
      #expect(sample.chain.head.height == (failure == nil ? 1 : 0))
      return failure == nil
    }
    #expect(try isAccepted(blocks[0]))
    #expect(try isAccepted(none) == (policy != .required))
    #expect(try isAccepted(few) == (policy == .ignored))
  }
}
