public import ChainTypes
public import State

/// A block that was executed on top of its parent, with everything that it writes. Only execution makes one.
///
/// It is not `Sendable`: the working set belongs to the thread that executed the block, until it is committed.
public struct ExecutedBlock {
  /// The block.
  public let block: Block
  /// The receipts of its actions, in their order.
  public let receipts: [Receipt]
  /// The writes.
  public let state: WorkingSet

  init(block: Block, receipts: [Receipt], state: WorkingSet) {
    self.block = block
    self.receipts = receipts
    self.state = state
  }

  /// The same block with the footer that it got when the delegates agreed on it. Nothing that executing it depends on
  /// changes.
  public func finalized(with footer: BlockFooter) -> ExecutedBlock {
    ExecutedBlock(block: block.finalized(with: footer), receipts: receipts, state: state)
  }
}
