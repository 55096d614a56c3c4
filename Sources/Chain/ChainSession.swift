public import ChainTypes
internal import State
public import Storage

/// Appends blocks inside one transaction of the store.
///
/// Used by one thread, inside `Chain.extend`.
public final class ChainSession {
  private let chain: Chain
  private let writer: any KeyValueWriter
  private var committed: [CommittedBlock] = []
  /// Why the transaction was given up.
  private var failure: ChainFault?
  /// The last block appended, or the chain's head before the first.
  public private(set) var head: ChainHead

  init(chain: Chain, head: ChainHead) throws(BlockError) {
    self.chain = chain
    self.head = head
    do {
      writer = try chain.store.beginWrite()
    } catch {
      throw .fault(.storage(error))
    }
  }

  /// Everything up to and including the last block appended.
  public var reader: any KeyValueReader { writer }

  /// Validates, executes and appends a block. A block that fails leaves nothing behind.
  ///
  /// - Returns: what the block wrote.
  @discardableResult
  public func append(_ block: VerifiedBlock, policy: ValidationPolicy) throws(BlockError) -> ExecutedBlock {
    let executed = try chain.processor.execute(block, on: head, reader: writer, policy: policy)
    try store(executed)
    return executed
  }

  /// Appends a block that was executed on top of the current head.
  public func commit(_ executed: ExecutedBlock) throws(BlockError) {
    let header = executed.block.header
    guard header.height == head.height + 1, header.previousHash == head.hash else {
      throw .fault(.headMoved(height: header.height))
    }
    try store(executed)
  }

  private func store(_ executed: ExecutedBlock) throws(BlockError) {
    do throws(ChainFault) {
      try UndoLog(depth: chain.parameters.undoDepth).record(executed, in: writer)
      try storing { () throws(StorageFault) in try executed.state.apply(to: writer) }
      try readingBlocks { () throws(StoreError) in
        try BlockWriter(writer).append(executed.block, receipts: executed.receipts)
      }
    } catch {
      // Parts of this block may be in the transaction: nothing of the session can be kept.
      writer.abort()
      failure = error
      throw .fault(error)
    }
    head = ChainHead(executed.block)
    committed.append(CommittedBlock(block: executed.block, receipts: executed.receipts))
  }

  /// Commits the session's blocks.
  ///
  /// - Returns: the blocks, in order.
  func finish(_ durability: Durability) throws(BlockError) -> [CommittedBlock] {
    if let failure { throw .fault(failure) }
    do {
      if committed.isEmpty {
        writer.abort()
      } else {
        try writer.commit(durability)
      }
    } catch {
      throw .fault(.storage(error))
    }
    return committed
  }
}

/// A block that is part of the chain, for those who follow it.
public struct CommittedBlock: Sendable {
  /// The block.
  public let block: Block
  /// The receipts of its actions.
  public let receipts: [Receipt]
}
