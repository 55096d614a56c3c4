public import ChainTypes
public import Primitives
internal import Storage

extension BlockReader {
  /// The receipts of the block at a height, in the order of its actions; actions without one are left out (golden quirk
  /// 17). Nil when there is no such block.
  public func receipts(at height: UInt64) throws(StoreError) -> [Receipt]? {
    try withRecord(BlockTables.receipts, height) { (record) throws(StoreError) -> [Receipt]? in
      guard let record else { return nil }
      do throws(CodecError) {
        return try ReceiptList(decoding: record).receipts
      } catch {
        throw Self.unreadable(BlockTables.receipts, height, "\(error)")
      }
    }
  }

  /// The encoding of the receipts of the block at a height (wire message `Receipts`).
  public func encodedReceipts(at height: UInt64) throws(StoreError) -> [UInt8]? {
    try bytes(BlockTables.receipts, height)
  }

  /// The receipt of the action with a hash; nil when there is no such action or it has none.
  public func receipt(ofAction hash: Hash256) throws(StoreError) -> Receipt? {
    guard let location = try location(ofAction: hash) else { return nil }
    return try receipt(ofAction: hash, at: location.height)
  }

  /// The receipt of an action of a known block; the first one when a block has the action twice.
  public func receipt(ofAction hash: Hash256, at height: UInt64) throws(StoreError) -> Receipt? {
    try withRecord(BlockTables.receipts, height) { (record) throws(StoreError) -> Receipt? in
      guard let record else { return nil }
      do throws(CodecError) {
        var list = ElementList(record)
        while let element = try list.next() {
          let receipt = try Receipt(decoding: element)
          if receipt.actionHash == hash { return receipt }
        }
        return nil
      } catch {
        throw Self.unreadable(BlockTables.receipts, height, "\(error)")
      }
    }
  }
}
