import Chain
import ChainTestSupport
import ChainTypes
import Primitives
import State
import Storage
import TestSupport
import Testing

@Suite struct RecordedStateTests {
  @Test(arguments: GoldenChain.recordedInFull)
  func `every write of every block is the recorded one, in the recorded order`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    #expect(replay.writes.differences == [])
    #expect(replay.writes.count > 3 * Int(replay.height))
  }

  @Test(arguments: GoldenChain.recordedInFull)
  func `accounts, fund and rewards are the recorded ones at every recorded height`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    #expect(replay.states.differences == [])
    #expect(replay.states.count > 300)
    var heights = try golden.state()["heights"].keys.compactMap { UInt64($0) }.filter { $0 <= replay.height }.sorted()
    if replay.stop == nil { heights.append(replay.height) }
    #expect(replay.snapshotHeights == heights)
  }

  @Test(arguments: GoldenChain.recordedInFull)
  func `the genesis state has the recorded entries and no other`(_ golden: GoldenChain) throws {
    let chain = try Chain(store: try MemoryStore(tables: Chain.tables), parameters: try golden.parameters())
    let recorded = try golden.rawState()["genesis"].object
    #expect(recorded["Account"]?.object.isEmpty == false)
    #expect(try Self.differences(of: chain, from: recorded, but: []) == [])
  }

  @Test(arguments: GoldenChain.recordedInFull)
  func `the state at the tip has the recorded entries and no other`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    guard replay.stop == nil else { return }
    // The file leaves out the nodes of the storage tries; the summaries below cover them.
    let recorded = try golden.rawState()["tip"].object
    #expect(try Self.differences(of: replay.chain, from: recorded, but: [.contract], code: Self.codeOfReads(replay)) == [])
  }

  @Test(arguments: GoldenChain.recordedInFull)
  func `the state database has the recorded number of entries and their hash`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    guard replay.stop == nil else { return }
    let recorded = try golden.state()["db"]
    let codeOfReads = try Self.codeOfReads(replay)
    for namespace in StateNamespace.allCases {
      let entries = try Self.entries(of: namespace, in: replay.chain, code: codeOfReads)
      #expect(entries.count == recorded[namespace.name]["entries"].int ?? 0, "\(namespace.name)")
      guard !entries.isEmpty else { continue }
      #expect(Self.digest(of: entries) == recorded[namespace.name]["sha256"].string, "\(namespace.name)")
    }
    #expect(Set(recorded.keys).isSubset(of: StateNamespace.allCases.map(\.name)))
  }

  /// The code of contracts that the recorded read-only calls create.
  ///
  /// The reference stores code at once, past its batch (golden quirk 4), so that even reads leave it behind; the recorded
  /// state was dumped after the reads. This client keeps nothing of a read.
  private static func codeOfReads(_ replay: ReplayedChain) throws -> [[UInt8]: [UInt8]] {
    try RecordedRead.all(of: replay).reduce(into: [:]) { all, read in all.merge(read.code) { first, _ in first } }
  }

  /// The entries of a namespace in the order of keys, with more code.
  private static func entries(
    of namespace: StateNamespace, in chain: Chain, code: [[UInt8]: [UInt8]]
  ) throws -> [(key: [UInt8], value: [UInt8])] {
    let stored = try chain.view().reader.entries(in: namespace.table)
    guard namespace == .code else { return stored }
    let all = code.merging(stored.map { ($0.key, $0.value) }) { _, stored in stored }
    return all.map { (key: $0.key, value: $0.value) }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }

  /// How the state tables differ from recorded ones: namespace → key → value, in hex.
  private static func differences(
    of chain: Chain, from recorded: [String: JSON], but excluded: Set<StateNamespace>, code: [[UInt8]: [UInt8]] = [:]
  ) throws -> [String] {
    var comparison = Comparison()
    for namespace in StateNamespace.allCases where !excluded.contains(namespace) {
      var rest = recorded[namespace.name]?.object ?? [:]
      for (key, value) in try entries(of: namespace, in: chain, code: code) {
        let name = Hex.encode(key)
        comparison.equal(value, rest.removeValue(forKey: name)?.hexBytes, "\(namespace.name) \(name)")
      }
      comparison.equal(rest.keys.sorted(), [], "entries that are missing in \(namespace.name)")
    }
    return comparison.differences
  }

  /// SHA-256 over all entries in key order, each part with its length in four little-endian bytes.
  private static func digest(of entries: [(key: [UInt8], value: [UInt8])]) -> String {
    let length = { (bytes: [UInt8]) in withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { [UInt8]($0) } }
    return Hex.encode(SHA256.hash(entries.flatMap { length($0.key) + $0.key + length($0.value) + $0.value }))
  }
}
