import Chain
import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Storage
import Synchronization
import Testing

@Suite struct AppendingTests {
  private let network: SampleNetwork
  private let sample: SampleChain
  private let medium = MemoryMedium()
  private let store: MemoryStore

  init() throws {
    network = try SampleNetwork()
    store = try MemoryStore(tables: Chain.tables, medium: medium)
    sample = try SampleChain(network, store: store)
  }

  @Test func `begins at the genesis block's hash and time`() throws {
    let head = sample.chain.head
    #expect(head.height == 0)
    #expect(head.hash == network.genesis.hash)
    #expect(head.timestamp == Timestamp(seconds: network.genesis.blockchain.timestamp))
    #expect(head.commitTime == head.timestamp)
    #expect(try sample.account(SampleNetwork.users[0]).balance == SampleNetwork.userBalance)
  }

  @Test func `keeps the block, its receipts and what they changed`() throws {
    let action = SealedAction.transfer(from: SampleNetwork.users[0], to: SampleNetwork.users[1].publicKey.address, amount: 7, nonce: 1)
    let block = try sample.grow([action])
    #expect(sample.chain.head == ChainHead(block))
    let view = try sample.chain.view()
    #expect(view.head == ChainHead(block))
    #expect(try view.blocks.block(at: 1)?.encoded == block.encoded)
    #expect(try view.blocks.location(ofAction: action.hash)?.index == 0)
    let receipt = try #require(try view.blocks.receipt(ofAction: action.hash))
    #expect(receipt.status == 1)
    #expect(receipt.gasConsumed == 10_000)
    #expect(try sample.account(SampleNetwork.users[0]).nonce == 1)
    #expect(try sample.account(SampleNetwork.users[1]).balance == SampleNetwork.userBalance.adding(7))
    #expect(view.history.tipHeight == 1)
    #expect(try view.history.hash(at: 1) == block.hash)
    #expect(try view.history.producer(at: 1) == block.header.producer.address)
    #expect(try view.history.timestamp(at: 2) == nil)
  }

  @Test func `finds its head again when it is opened`() throws {
    try sample.grow(to: 3)
    let head = sample.chain.head
    store.close()
    let reopened = try SampleChain(network, store: MemoryStore(tables: Chain.tables, medium: medium))
    #expect(reopened.chain.head == head)
    try reopened.grow()
    #expect(reopened.chain.head.height == 4)
  }

  @Test func `refuses the store of another network`() throws {
    let other = try SampleNetwork(blockGasLimit: 10_000_000)
    #expect(blockErrorCode { _ = try SampleChain(other, store: store) } == "fault-other-network")
    #expect(throws: ChainFault.self) { try SampleChain(other, store: store) }
    try sample.grow()
  }

  @Test func `cannot be made where the first delegates are unknown`() throws {
    let elected = try SampleNetwork(voting: .election)
    let empty = GoldenElection.none
    let parameters = try elected.parameters(election: empty)
    let store = try MemoryStore(tables: Chain.tables)
    #expect(blockErrorCode { _ = try Chain(store: store, parameters: parameters) } == "fault-genesis")
    for table in Chain.tables { #expect(try store.snapshot().count(of: table) == 0) }
  }

  @Test func `keeps the blocks before one that fails, and nothing of that one`() throws {
    let good = try sample.nextBlock()
    let scratch = try SampleChain(network)
    try scratch.append(good)
    let user = SampleNetwork.users[2]
    let next = try scratch.nextBlock([.transfer(from: user, to: user.publicKey.address, nonce: 1)])
    let producer = try #require(network.proposer(at: 2))
    let bad = next.changing(signedBy: producer) { $0.deltaStateDigest = .zero }
    let code = blockErrorCode {
      try sample.chain.extend { (session) throws(BlockError) in
        for block in [good, bad] {
          let verified: VerifiedBlock
          do throws(BlockRejection) {
            verified = try VerifiedBlock(verifying: block, parallel: false)
          } catch {
            throw .rejected(error)
          }
          try session.append(verified, policy: .history)
        }
      }
    }
    #expect(code == "wrong-delta-state-digest")
    #expect(sample.chain.head == ChainHead(good))
    #expect(try sample.chain.view().head == ChainHead(good))
    #expect(try sample.stateEntries() == scratch.stateEntries())
    #expect(try sample.chain.view().blocks.location(ofAction: next.actions[0].hash) == nil)
    try sample.append(next)
    #expect(sample.chain.head == ChainHead(next))
  }

  @Test func `leaves everything as it was when nothing is appended`() throws {
    try sample.grow()
    let before = try sample.stateEntries()
    try sample.chain.extend { (_) throws(BlockError) in }
    #expect(throws: BlockError.self) {
      try sample.chain.extend { (_) throws(BlockError) in throw .fault(.corrupt("a test")) }
    }
    #expect(try sample.stateEntries() == before)
    #expect(sample.chain.head.height == 1)
  }

  @Test func `does not commit a block that was executed on an earlier head`() throws {
    let block = try sample.nextBlock()
    let view = try sample.chain.view()
    let executed = try sample.chain.processor.execute(
      VerifiedBlock(verifying: block, parallel: false), on: view.head, reader: view.reader, policy: .proposal)
    try sample.chain.commit(executed)
    #expect(sample.chain.head == ChainHead(block))
    #expect(blockErrorCode { try sample.chain.commit(executed) } == "fault-head-moved")
    #expect(sample.chain.head == ChainHead(block))
  }

  @Test func `shows one moment in a view`() throws {
    try sample.grow()
    let view = try sample.chain.view()
    try sample.grow(to: 4)
    #expect(view.head.height == 1)
    #expect(try view.blocks.hash(at: 2) == nil)
    #expect(try view.state().height() == 1)
    #expect(try sample.chain.view().state().height() == 4)
  }

  @Test func `tells observers about every block in order, until they go`() throws {
    let seen = Mutex<[UInt64]>([])
    let id = sample.chain.addObserver { committed in
      seen.withLock { $0.append(committed.block.height) }
      precondition(committed.receipts.count == committed.block.actions.count, "every action of these blocks has a receipt")
    }
    try sample.grow(to: 3)
    sample.chain.removeObserver(id)
    try sample.grow()
    #expect(seen.withLock { $0 } == [1, 2, 3])
  }

  @Test func `tells observers nothing about a block that fails`() throws {
    let count = Mutex(0)
    sample.chain.addObserver { _ in count.withLock { $0 += 1 } }
    let producer = try #require(network.proposer(at: 1))
    let bad = try sample.nextBlock().changing(signedBy: producer) { $0.receiptRoot = .zero }
    #expect(blockErrorCode { try sample.append(bad) } == "wrong-receipt-root")
    #expect(count.withLock { $0 } == 0)
  }
}
