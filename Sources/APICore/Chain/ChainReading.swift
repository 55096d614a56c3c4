internal import Chain
internal import ChainTypes
internal import Primitives
internal import ProtocolKit
internal import State

/// One moment of the chain, with every failure as an `APIError`.
///
/// Used by one thread, for as long as one request takes.
struct ChainReading {
  /// The chain.
  let view: ChainView

  init(_ chain: Chain) throws(APIError) {
    do {
      view = try chain.view()
    } catch {
      throw APIError(error)
    }
  }

  /// The last block.
  var head: ChainHead { view.head }
  /// The network.
  var parameters: ChainParameters { view.parameters }
  /// Where protocols are asked about their state.
  var queryContext: StateQueryContext {
    StateQueryContext(height: head.height, epochs: parameters.epochs, history: view.history)
  }

  /// The account at an address; an empty one when there is none, or another kind of record.
  func account(_ address: Address) throws(APIError) -> Account {
    do {
      return try view.account(address)
    } catch {
      if case .malformedRecord = error { return Account() }
      throw APIError(error)
    }
  }

  /// How many actions an address sent and received.
  func activity(of address: Address) throws(APIError) -> AddressActivity {
    try stored { (blocks) throws(StoreError) in try blocks.activity(of: address) }
  }

  /// A part of an address's actions: first those that it sent, then those that it received.
  func history(of address: Address, _ page: Page) throws(APIError) -> [ActionLocation] {
    try stored { (blocks) throws(StoreError) in
      try blocks.actions(of: address, from: page.start, limit: Int(clamping: page.count), order: .sentThenReceived).map(\.location)
    }
  }

  /// Actions in all blocks.
  func actionCount() throws(APIError) -> UInt64 {
    try stored { (blocks) throws(StoreError) in try blocks.tip()?.actionCount ?? 0 }
  }

  /// Where the action with a number is; the caller has compared it with `actionCount`.
  func location(ofActionNumber number: UInt64) throws(APIError) -> ActionLocation {
    try required("action \(number)") { (blocks) throws(StoreError) in try blocks.location(ofNumber: number) }
  }

  /// Where the action with a hash is.
  func location(of action: Hash256) throws(APIError) -> ActionLocation? {
    try stored { (blocks) throws(StoreError) in try blocks.location(ofAction: action) }
  }

  /// The action with a hash, and where it is.
  func action(_ hash: Hash256) throws(APIError) -> FoundAction? {
    guard let found = try stored({ (blocks) throws(StoreError) in try blocks.action(hash) }) else { return nil }
    let summary = try summary(at: found.location.height)
    return FoundAction(
      action: found.action,
      place: .init(
        height: found.location.height, blockHash: summary.hash, timestamp: summary.timestamp, index: found.location.index))
  }

  /// Some actions of a block.
  func actions(at height: UInt64, _ range: Range<Int>, summary: BlockSummary) throws(APIError) -> [FoundAction] {
    let actions = try stored { (blocks) throws(StoreError) in
      try blocks.actions(at: height, from: range.lowerBound, limit: range.count)
    }
    return zip(range, actions).map { index, action in
      FoundAction(
        action: action, place: .init(height: height, blockHash: summary.hash, timestamp: summary.timestamp, index: index))
    }
  }

  /// The height of the block with a hash.
  ///
  /// - Throws: `unknownBlock`.
  func height(of hash: Hash256) throws(APIError) -> UInt64 {
    guard let height = try stored({ (blocks) throws(StoreError) in try blocks.height(of: hash) }) else {
      throw APIError(.unknownBlock, "there is no block \(hash.hex) on the chain", details: ["hash": hash.hex])
    }
    return height
  }

  /// The record of a block, whose height is from 1 to the head's.
  func summary(at height: UInt64) throws(APIError) -> BlockSummary {
    try required("block \(height)") { (blocks) throws(StoreError) in try blocks.summary(at: height) }
  }

  /// The header of a block, whose height is from 1 to the head's.
  func header(at height: UInt64) throws(APIError) -> BlockHeader {
    try required("block \(height)") { (blocks) throws(StoreError) in try blocks.header(at: height) }
  }

  /// The block at a height from 1 to the head's.
  func block(at height: UInt64) throws(APIError) -> Block {
    try required("block \(height)") { (blocks) throws(StoreError) in try blocks.block(at: height) }
  }

  /// The receipts of a block, whose height is from 1 to the head's.
  func receipts(at height: UInt64) throws(APIError) -> [Receipt] {
    try required("block \(height)") { (blocks) throws(StoreError) in try blocks.receipts(at: height) }
  }

  /// The receipt of an action of a block.
  func receipt(of action: Hash256, at height: UInt64) throws(APIError) -> Receipt? {
    try stored { (blocks) throws(StoreError) in try blocks.receipt(ofAction: action, at: height) }
  }

  /// The logs of some blocks that pass a filter.
  func logs(_ filter: LogFilter, in heights: ClosedRange<UInt64>) throws(APIError) -> [Log] {
    try stored { (blocks) throws(StoreError) in try blocks.logs(matching: filter, in: heights, limit: .max) }
  }

  private func stored<Value>(_ read: (BlockReader) throws(StoreError) -> Value) throws(APIError) -> Value {
    do {
      return try read(view.blocks)
    } catch {
      throw APIError(error)
    }
  }

  /// What must be there: its absence is a fault of the store.
  private func required<Value>(_ what: String, _ read: (BlockReader) throws(StoreError) -> Value?) throws(APIError) -> Value {
    guard let value = try stored(read) else { throw APIError(.fault, "\(what) is missing in this node's store") }
    return value
  }
}
