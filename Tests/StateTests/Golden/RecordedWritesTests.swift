import Primitives
import State
import Storage
import TestSupport
import Testing

@Suite struct RecordedWritesTests {
  static let chains = ["transfers", "votes", "contracts", "random-0", "random-A", "poll", "cluster"]

  /// A store with the genesis state of a chain.
  static func genesisStore(of chain: GoldenChain) throws -> MemoryStore {
    let store = try MemoryStore(tables: StateNamespace.tables)
    let genesis = try chain.rawState()["genesis"].object
    try store.write(.buffered) { writer in
      for (name, entries) in genesis {
        let space = try #require(Self.namespace(name))
        for (key, value) in entries.object {
          try writer.put(space.table, try Hex.decode(key), try #require(value.hexBytes))
        }
      }
    }
    return store
  }

  static func namespace(_ name: String) -> StateNamespace? { StateNamespace.allCases.first { $0.name == name } }

  @Test(arguments: chains)
  func `gives the digest of every recorded block and the state at the tip`(name: String) throws {
    let chain = try #require(GoldenData.chain(name))
    let store = try Self.genesisStore(of: chain)
    let headers = try chain.blockSummaries().array
    let blocks = try chain.writes()
    #expect(blocks.count == headers.count)
    for (block, header) in zip(blocks, headers) {
      let state = WorkingSet(over: try store.snapshot())
      for write in block.writes {
        let namespace = try #require(Self.namespace(write.namespace))
        if write.isDelete {
          state.delete(namespace, write.key)
        } else {
          state.put(namespace, write.key, write.value)
        }
      }
      #expect(state.digest.hex == block.digest)
      #expect(state.digest.hex == header["deltaStateDigest"].string)
      #expect(try state.height() == block.height)
      #expect(state.writes.count == block.writes.count)
      try store.write(.buffered) { try state.apply(to: $0) }
    }
    try Self.compareTip(of: chain, with: store.snapshot())
  }

  /// The state database's summary and, but for the namespace `Contract`, its entries.
  static func compareTip(of chain: GoldenChain, with view: any KeyValueReader) throws {
    let raw = try chain.rawState()["tip"].object
    for (name, summary) in try chain.state()["db"].object where name != "Code" {
      let space = try #require(namespace(name))
      let entries = try view.entries(in: space.table)
      #expect(entries.count == (try summary.int("entries")))
      #expect(Self.digest(of: entries) == (try summary.string("sha256")), "\(name)")
      if let expected = raw[name]?.object {
        for (key, value) in entries { #expect(expected[Hex.encode(key)]?.hexBytes == value) }
      }
    }
  }

  /// SHA-256 over all entries in key order, each with its lengths in four little-endian bytes.
  private static func digest(of entries: [(key: [UInt8], value: [UInt8])]) -> String {
    let length = { (bytes: [UInt8]) in withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { [UInt8]($0) } }
    return Hex.encode(SHA256.hash(entries.flatMap { length($0.key) + $0.key + length($0.value) + $0.value }))
  }

  @Test func `checks summaries with a hash that is SHA-256`() {
    #expect(Hex.encode(SHA256.hash([UInt8]("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
