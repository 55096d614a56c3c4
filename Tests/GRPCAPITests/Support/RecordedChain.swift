import ActPool
import Chain
import ChainCrypto
import ChainSpec
import ChainTypes
import Primitives
import ProtocolKit
import StandardProtocols
import State
import Storage
import TestSupport

@testable import APICore

/// The chain on which the calls of `ioctl/grpc.json` were recorded, made again from its actions, times and producer key.
///
/// The recording names actions and times of 86 blocks and the hashes of all of them. Roots, digests and signatures are
/// computed here; a block whose hash differs ends the rebuilding.
struct RecordedChain: Sendable {
  /// A block came out different.
  struct Difference: Error {
    let height: UInt64
    let expected: Hash256
    let actual: Hash256
  }

  let chain: Chain
  private let blocks: [JSON]
  private let producer: PrivateKey

  /// All 86 blocks, built once for all tests.
  static let shared = Result {
    let recorded = try RecordedChain()
    while try recorded.appendNext() {}
    return recorded
  }

  /// The chain without blocks.
  init() throws {
    let genesis = try Genesis(yaml: GoldenData.text("ioctl/genesis.yaml"))
    let suite = try ProtocolSuite.standard(genesis: genesis, election: nil, followsAnnouncements: false)
    let store = try MemoryStore(tables: Chain.tables)
    chain = try Chain(store: store, parameters: ChainParameters(genesis: genesis, schedule: .alphaForever, suite: suite))
    let recording = try GoldenData.json("ioctl/ioctl-chain.json")
    guard try genesis.hash.bytes == recording.hex("genesisHash") else {
      throw Difference(height: 0, expected: Hash256(try recording.hex("genesisHash")) ?? .zero, actual: genesis.hash)
    }
    blocks = recording["blocks"].array
    producer = try PrivateKey(recording.hex("producerKey"))
  }

  /// Appends the next block; false when there is none.
  func appendNext() throws -> Bool {
    let next = Int(chain.head.height)
    guard next < blocks.count else { return false }
    try append(blocks[next])
    return true
  }

  private func append(_ recorded: JSON) throws {
    let view = try chain.view()
    let actions = try recorded["actions"].array.map { try SealedAction(decoding: $0.hexBytes ?? []) }
    var core = BlockHeaderCore(
      height: try recorded.uint64("height"),
      timestamp: Timestamp(seconds: Int64(try recorded.int("seconds")), nanoseconds: Int32(try recorded.int("nanos"))),
      previousHash: view.head.hash, txRoot: MerkleTree.root(actions.map(\.hash)), deltaStateDigest: .zero, receiptRoot: .zero)
    let footer = BlockFooter(endorsements: [], commitTime: core.timestamp)
    // Executed once to learn the digests that the header needs.
    let draft = Block(header: .sign(core, with: producer), actions: actions, footer: footer)
    let executed = try chain.processor.run(
      VerifiedBlock(verifying: draft, parallel: false), on: view.head, state: view.state(), history: view.history, policy: .history)
    core.deltaStateDigest = executed.state.digest
    core.receiptRoot = ReceiptList(executed.receipts).root
    let block = Block(header: .sign(core, with: producer), actions: actions, footer: footer)
    let expected = Hash256(try recorded.hex("hash")) ?? .zero
    guard block.hash == expected else { throw Difference(height: block.height, expected: expected, actual: block.hash) }
    try chain.append(VerifiedBlock(verifying: block, parallel: false), policy: .history)
  }

  /// The API over this chain with a pool of its own, which holds what the recorded node's did: one action of bob's.
  func api(configuration: APIConfiguration = .init()) throws -> (api: NodeAPI, pool: ActPool) {
    let pool = ActPool(chain: chain, configuration: ActPoolConfiguration(), now: { 0 })
    if let waiting = try RecordedCall.all.first(where: { $0.id == "actions-hash-pending" })?.pendingAction() { try pool.admit(waiting) }
    return (try NodeAPI(chain: chain, pool: pool, build: .none, configuration: configuration), pool)
  }
}
