public import ChainTypes
internal import Primitives
public import Storage

/// Appends blocks to the block store and removes the last one, inside a write transaction that somebody else commits.
///
/// After an error the transaction holds parts of the change and must be aborted.
public struct BlockWriter {
  private let writer: any KeyValueWriter
  private let mergeLimit: Int

  /// Writes into a transaction. The store must have `BlockTables.all`.
  public init(_ writer: any KeyValueWriter) { self.init(writer, mergeLimit: ActivityRun.mergeLimit) }

  /// - Parameter mergeLimit: the same for all blocks of a store; tests choose a small one.
  init(_ writer: any KeyValueWriter, mergeLimit: Int) {
    self.writer = writer
    self.mergeLimit = mergeLimit
  }

  private var reader: BlockReader { BlockReader(writer) }

  /// Appends a block with its receipts and indexes everything in it.
  ///
  /// - Parameters:
  ///   - block: valid, executed, and the next one: its height is the tip's plus one and it names the tip's hash. What
  ///     the first block names is not looked at.
  ///   - receipts: of its actions, in their order; actions without one are left out.
  public func append(_ block: Block, receipts: [Receipt]) throws(StoreError) {
    let tip = try reader.tip()
    let height = block.height
    let expected = (tip?.height ?? 0) &+ 1  // wraps to a height that no block has
    guard height == expected else { throw .notNext(expected: expected, actual: height) }
    if let tip, block.header.previousHash != tip.hash { throw .notLinked(height: height) }
    let firstNumber = tip?.actionCount ?? 0
    guard firstNumber <= ActivityRun.maximumFirstNumber else { throw BlockReader.unreadable(BlockTables.tip, nil, "action count") }
    let encoded = block.encoded
    guard block.actions.count < 1 << 24, encoded.count <= StorageLimits.maximumValueLength else {
      throw .tooLarge(height: height)
    }
    try encoded.withUnsafeBytesTyped { (bytes) throws(StoreError) in
      guard let parts = BlockParts(bytes) else {
        throw BlockReader.unreadable(BlockTables.bodies, height, "the block's own encoding")
      }
      try put(BlockTables.headers, height, parts.header)
      try put(BlockTables.bodies, height, parts.body)
      try put(BlockTables.footers, height, parts.footer)
    }
    try put(BlockTables.receipts, height, ReceiptList(receipts).encoded)
    let summary = BlockSummary(block, receipts: receipts, firstActionNumber: firstNumber, encodedSize: encoded.count)
    try put(BlockTables.summaries, height, summary.record)
    try StoreError.wrapping { () throws(StorageFault) in
      try block.hash.withUnsafeBytes { (hash) throws(StorageFault) in
        try HeightKey.with(height) { (key) throws(StorageFault) in try writer.put(BlockTables.heights, key: hash, value: key) }
      }
    }
    try ActivityRunTable(writer, mergeLimit: mergeLimit).append(
      ActivityRunContent(block, receipts: receipts, firstNumber: firstNumber), at: height)
    try put(ChainTip(height: height, hash: block.hash, actionCount: firstNumber + UInt64(block.actions.count)))
  }

  /// Removes the last block: afterwards the tables hold exactly what they held before it was appended.
  public func removeTip() throws(StoreError) {
    guard let tip = try reader.tip() else { throw .empty }
    let height = tip.height
    try ActivityRunTable(writer, mergeLimit: mergeLimit).removeLast(at: height)
    for table in BlockTables.byHeight {
      let existed = try StoreError.wrapping { () throws(StorageFault) in
        try HeightKey.with(height) { (key) throws(StorageFault) in try writer.delete(table, key: key) }
      }
      guard existed else { throw BlockReader.missing(table, height) }
    }
    let wasIndexed = try StoreError.wrapping { () throws(StorageFault) in
      try tip.hash.withUnsafeBytes { (hash) throws(StorageFault) in try writer.delete(BlockTables.heights, key: hash) }
    }
    guard wasIndexed else { throw BlockReader.missing(BlockTables.heights, height, tip.hash.hex) }
    guard height > 1 else {
      try StoreError.wrapping { () throws(StorageFault) in try writer.delete(BlockTables.tip, BlockTables.tipKey) }
      return
    }
    guard let below = try reader.summary(at: height - 1) else {
      throw BlockReader.missing(BlockTables.summaries, height - 1)
    }
    try put(ChainTip(height: height - 1, hash: below.hash, actionCount: below.actionNumbers.upperBound))
  }

  /// Replaces the footer of the last block.
  ///
  /// - Parameter block: the last block, with the new footer.
  public func replaceFooter(of block: Block) throws(StoreError) {
    guard let tip = try reader.tip() else { throw .empty }
    guard tip.hash == block.hash else { throw .notNext(expected: tip.height, actual: block.height) }
    guard let old = try reader.summary(at: tip.height) else { throw BlockReader.missing(BlockTables.summaries, tip.height) }
    let receipts = try reader.receipts(at: tip.height) ?? []
    try put(BlockTables.footers, tip.height, block.footer.encoded)
    let summary = BlockSummary(
      block, receipts: receipts, firstActionNumber: old.firstActionNumber, encodedSize: block.encoded.count)
    try put(BlockTables.summaries, tip.height, summary.record)
  }

  private func put(_ tip: ChainTip) throws(StoreError) {
    try StoreError.wrapping { () throws(StorageFault) in try writer.put(BlockTables.tip, BlockTables.tipKey, tip.record) }
  }

  private func put(_ table: Table, _ height: UInt64, _ value: [UInt8]) throws(StoreError) {
    try value.withUnsafeBytesTyped { (bytes) throws(StoreError) in try put(table, height, bytes) }
  }

  private func put(_ table: Table, _ height: UInt64, _ value: UnsafeRawBufferPointer) throws(StoreError) {
    try StoreError.wrapping { () throws(StorageFault) in
      try HeightKey.with(height) { (key) throws(StorageFault) in try writer.put(table, key: key, value: value) }
    }
  }
}

extension [UInt8] {
  /// As `withUnsafeBytes`, keeping the type of what the body throws.
  func withUnsafeBytesTyped<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try withUnsafeBufferPointer { (buffer) throws(E) in try body(UnsafeRawBufferPointer(buffer)) }
  }
}
