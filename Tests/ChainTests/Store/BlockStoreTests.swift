import ChainCrypto
import ChainTypes
import Primitives
import Storage
import Testing

@testable import Chain

@Suite("The block store")
struct BlockStoreTests {
  static let chain = SyntheticChain(blocks: 40)
  let fixture: BlockStoreFixture

  init() throws { fixture = try BlockStoreFixture(Self.chain) }

  @Test("has no tip and nothing else while it is empty")
  func empty() throws {
    let reader = try BlockStoreFixture().reader()
    #expect(try reader.tip() == nil)
    #expect(try reader.hash(at: 1) == nil)
    #expect(try reader.hash(at: 0) == nil)
    #expect(try reader.block(at: 1) == nil)
    #expect(try reader.receipts(at: 1) == nil)
    #expect(try reader.action(.zero) == nil)
    #expect(try reader.actions(fromNumber: 0, limit: 10).isEmpty)
    #expect(try reader.activity(of: .zero).total == 0)
    #expect(try reader.logs(matching: LogFilter(), in: 1...10, limit: 10).isEmpty)
  }

  @Test("gives back each block, byte for byte")
  func blocks() throws {
    let reader = try fixture.reader()
    for entry in Self.chain.entries {
      let height = entry.block.height
      #expect(try reader.encodedBlock(at: height) == entry.block.encoded)
      #expect(try reader.block(at: height) == entry.block)
      #expect(try reader.header(at: height) == entry.block.header)
      #expect(try reader.footer(at: height) == entry.block.footer)
      #expect(try reader.receipts(at: height) == entry.receipts)
      #expect(try reader.hash(at: height) == entry.block.hash)
      #expect(try reader.height(of: entry.block.hash) == height)
    }
    #expect(try reader.block(at: 41) == nil)
    #expect(try reader.height(of: .zero) == nil)
  }

  @Test("summarises each block")
  func summaries() throws {
    let reader = try fixture.reader()
    var number: UInt64 = 0
    for entry in Self.chain.entries {
      let summary = try #require(try reader.summary(at: entry.block.height))
      #expect(summary.hash == entry.block.hash)
      #expect(summary.producer == entry.block.header.producer.address)
      #expect(summary.timestamp == entry.block.header.timestamp)
      #expect(summary.commitTime == entry.block.footer.commitTime)
      #expect(summary.actionNumbers == number..<(number + UInt64(entry.block.actions.count)))
      #expect(summary.receiptCount == entry.receipts.count)
      #expect(summary.logCount == entry.receipts.reduce(0) { $0 + $1.logs.count })
      #expect(summary.gasConsumed == UInt64(entry.receipts.count) * 10_000)
      #expect(summary.encodedSize == entry.block.encoded.count)
      let amounts = entry.block.actions.compactMap { action -> U256? in
        if case .transfer(let transfer) = action.envelope.payload { transfer.amount.value } else { nil }
      }
      #expect(summary.transferAmount == amounts.reduce(U256.zero) { $0 &+ $1 })
      number += UInt64(entry.block.actions.count)
    }
    #expect(try reader.tip() == ChainTip(height: 40, hash: Self.chain.entries[39].block.hash, actionCount: number))
  }

  @Test("has no transfer amount for a block with one that no account can hold", arguments: [true, false])
  func unrepresentableAmount(isNegative: Bool) throws {
    var chain = SyntheticChain(blocks: 0)
    chain.extend(by: 0)
    let amount = isNegative ? WireInteger(U256(5), isNegative: true) : WireInteger(parsing: String(repeating: "9", count: 90))
    let action = SealedAction(
      envelope: Envelope(nonce: 1, gasLimit: 1, gasPrice: .zero, payload: .transfer(Transfer(amount: amount, recipient: ""))),
      senderPublicKey: chain.people[0], signature: [])
    let block = Block(header: chain.entries[0].block.header, actions: [action], footer: .empty)
    let fixture = try BlockStoreFixture()
    try fixture.append([.init(block: block, receipts: [])])
    let summary = try #require(try fixture.reader().summary(at: 1))
    #expect(summary.transferAmount == nil)
    #expect(summary.actionCount == 1)
    #expect(summary.commitTime == .goZeroTime)
  }

  @Test("refuses a block that is not the next one")
  func refusesGap() throws {
    let fixture = try BlockStoreFixture()
    let entries = Self.chain.entries
    #expect(throws: StoreError.notNext(expected: 1, actual: 2)) { try fixture.append([entries[1]]) }
    try fixture.append([entries[0]])
    #expect(throws: StoreError.notNext(expected: 2, actual: 1)) { try fixture.append([entries[0]]) }
    #expect(throws: StoreError.notNext(expected: 2, actual: 3)) { try fixture.append([entries[2]]) }
  }

  @Test("refuses a block on another block than the tip")
  func refusesFork() throws {
    let fixture = try BlockStoreFixture()
    let other = SyntheticChain(blocks: 2, actionsPerBlock: 3...3, seed: 99)
    try fixture.append([Self.chain.entries[0]])
    #expect(throws: StoreError.notLinked(height: 2)) { try fixture.append([other.entries[1]]) }
    #expect(try fixture.reader().tip()?.height == 1)
  }

  @Test("finds the later place of an action that occurs twice, and the earlier one after a rollback")
  func repeatedAction() throws {
    var chain = SyntheticChain(blocks: 0)
    chain.extend(by: 4)
    let repeated = chain.entries[0].block.actions[2]
    let first = chain.entries[0].block
    let second = Block(
      header: BlockHeader(
        height: 2, timestamp: Timestamp(seconds: 20), previousHash: first.hash, txRoot: repeated.hash,
        deltaStateDigest: .zero, receiptRoot: .zero, producer: chain.people[0], signature: []),
      actions: [repeated])
    let receipt = Receipt(status: 0, blockHeight: 2, actionHash: repeated.hash, gasConsumed: 2, contractAddress: "")
    let fixture = try BlockStoreFixture()
    try fixture.append(chain.entries)
    try fixture.append([.init(block: second, receipts: [receipt])])
    #expect(try fixture.reader().location(ofAction: repeated.hash) == ActionLocation(height: 2, index: 0, number: 4))
    #expect(try fixture.reader().receipt(ofAction: repeated.hash) == receipt)
    try fixture.removeTip()
    #expect(try fixture.reader().location(ofAction: repeated.hash) == ActionLocation(height: 1, index: 2, number: 2))
  }

  @Test("says what is damaged instead of answering wrongly", arguments: BlockTables.all)
  func damage(table: Table) throws {
    try fixture.store.write(.buffered) { writer in
      for entry in try writer.entries(in: table) { try writer.put(table, entry.key, [0xff]) }
    }
    let reader = try fixture.reader()
    let hash = try #require(Self.chain.entries.first { !$0.receipts.isEmpty }).receipts[0].actionHash
    func ask() throws {
      _ = try reader.tip()
      _ = try reader.hash(at: 3)
      _ = try reader.header(at: 3)
      _ = try reader.block(at: 3)
      _ = try reader.footer(at: 3)
      _ = try reader.receipts(at: 3)
      _ = try reader.height(of: Self.chain.entries[2].block.hash)
      _ = try reader.receipt(ofAction: hash)
    }
    let error = #expect(throws: StoreError.self, performing: ask)
    guard case .corruption(let corruption) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(corruption.table == table && corruption.code == .unreadable)
  }
}
