public import ChainTypes
internal import Primitives
internal import ProtocolKit
internal import Storage
internal import Synchronization

extension Chain {
  /// Gives the last block another footer, durably.
  ///
  /// No hash covers a footer: nodes that saw other endorsements of the same block have other footers, and count the next
  /// rounds from other times. Here a node joins the others.
  ///
  /// - Parameter block: a block whose footer was verified.
  /// - Returns: whether it is the last block; nothing is changed when it is not.
  public func replaceFooter(of block: Block) throws(ChainFault) -> Bool {
    let outcome = commitLock.withLock { _ -> Result<Bool, ChainFault> in
      guard block.height == head.height, block.hash == head.hash else { return .success(false) }
      do throws(ChainFault) {
        let writer = try storing { () throws(StorageFault) in try store.beginWrite() }
        do throws(ChainFault) {
          try readingBlocks { () throws(StoreError) in try BlockWriter(writer).replaceFooter(of: block) }
          try storing { () throws(StorageFault) in try writer.commit(.synced) }
        } catch {
          writer.abort()
          throw error
        }
        headState.withLock { $0 = ChainHead(block) }
        return .success(true)
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}
