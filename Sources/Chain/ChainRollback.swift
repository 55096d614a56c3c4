internal import Primitives
internal import Storage

/// Removes the last blocks of a chain with the help of its undo log, all in one transaction.
struct ChainRollback {
  let chain: Chain

  /// Removes every block above a height.
  ///
  /// - Returns: the new head.
  func run(to height: UInt64) throws(ChainFault) -> ChainHead {
    let writer = try storing { () throws(StorageFault) in try chain.store.beginWrite() }
    do throws(ChainFault) {
      let blocks = BlockReader(writer)
      while let tip = try readingBlocks({ () throws(StoreError) in try blocks.tip() }), tip.height > height {
        try UndoLog.undo(height: tip.height, in: writer)
        try readingBlocks { () throws(StoreError) in try BlockWriter(writer).removeTip() }
      }
      let head = try blocks.head() ?? chain.parameters.genesisHead
      try storing { () throws(StorageFault) in try writer.commit(.synced) }
      return head
    } catch {
      writer.abort()
      throw error
    }
  }
}
