public import ChainTypes
public import Primitives
public import Storage

/// The stored blocks, receipts and indexes as a reader of the store shows them.
///
/// Everything that is asked for and does not exist is nil or empty; a record that should exist and does not, or cannot be
/// read, is `StoreError.corruption`. Used by one thread at a time, like the reader below. Heights count from 1; height 0,
/// the genesis state, has no block.
public struct BlockReader {
  let reader: any KeyValueReader

  /// Reads from a snapshot, or from a write transaction with its own writes. The store must have `BlockTables.all`.
  public init(_ reader: any KeyValueReader) { self.reader = reader }

  /// The last block; nil when there is none.
  public func tip() throws(StoreError) -> ChainTip? {
    try reader.withValue(BlockTables.tip, BlockTables.tipKey) { (record) throws(StoreError) -> ChainTip? in
      guard let record else { return nil }
      guard let tip = ChainTip(record: record) else { throw Self.unreadable(BlockTables.tip, nil) }
      return tip
    }
  }

  /// The hash of the block at a height.
  public func hash(at height: UInt64) throws(StoreError) -> Hash256? {
    try record(BlockTables.summaries, height) { BlockSummary.hash(inRecord: $0) }
  }

  /// The height of the block with a hash.
  public func height(of hash: Hash256) throws(StoreError) -> UInt64? {
    try hash.withUnsafeBytes { (key) throws(StoreError) in
      try reader.withValue(BlockTables.heights, key) { (record) throws(StoreError) -> UInt64? in
        guard let record else { return nil }
        guard let height = HeightKey.height(of: record) else { throw Self.unreadable(BlockTables.heights, nil) }
        return height
      }
    }
  }

  /// What is asked about many blocks at once.
  public func summary(at height: UInt64) throws(StoreError) -> BlockSummary? {
    try record(BlockTables.summaries, height) { BlockSummary(record: $0) }
  }

  /// The header of the block at a height.
  public func header(at height: UInt64) throws(StoreError) -> BlockHeader? {
    try message(BlockTables.headers, height)
  }

  /// The footer of the block at a height.
  public func footer(at height: UInt64) throws(StoreError) -> BlockFooter? {
    try message(BlockTables.footers, height)
  }

  /// The block at a height.
  public func block(at height: UInt64) throws(StoreError) -> Block? {
    guard let bytes = try encodedBlock(at: height) else { return nil }
    do throws(CodecError) {
      return try Block(decoding: bytes, limits: Self.noLimits)
    } catch {
      let table =
        switch error.path.first {
        case "header": BlockTables.headers
        case "footer": BlockTables.footers
        default: BlockTables.bodies
        }
      throw Self.unreadable(table, height, "\(error)")
    }
  }

  /// The encoding of the block at a height (wire message `Block`), put together without decoding it.
  public func encodedBlock(at height: UInt64) throws(StoreError) -> [UInt8]? {
    guard let header = try bytes(BlockTables.headers, height) else { return nil }
    return BlockParts.join(
      header: header, body: try required(BlockTables.bodies, height), footer: try required(BlockTables.footers, height))
  }

  /// Stored blocks were accepted before: what limits a peer's block does not limit them.
  static let noLimits = BlockLimits(maximumBytes: .max, maximumActions: .max, maximumEndorsements: .max)
}

extension BlockReader {
  /// Reads a record of a table by height; `parse` gives nil for a malformed one.
  func record<R>(
    _ table: Table, _ height: UInt64, _ parse: (UnsafeRawBufferPointer) -> R?
  ) throws(StoreError) -> R? {
    try HeightKey.with(height) { (key) throws(StoreError) in
      try reader.withValue(table, key) { (record) throws(StoreError) -> R? in
        guard let record else { return nil }
        guard let value = parse(record) else { throw Self.unreadable(table, height) }
        return value
      }
    }
  }

  /// A copy of a record of a table by height.
  func bytes(_ table: Table, _ height: UInt64) throws(StoreError) -> [UInt8]? {
    do throws(StorageFault) {
      return try HeightKey.with(height) { (key) throws(StorageFault) in try reader.get(table, key) }
    } catch {
      throw .storage(error)
    }
  }

  /// A copy of a record of a stored block.
  func required(_ table: Table, _ height: UInt64) throws(StoreError) -> [UInt8] {
    guard let bytes = try bytes(table, height) else { throw Self.missing(table, height) }
    return bytes
  }

  /// Calls `body` with a record of a table by height, in place.
  func withRecord<R>(
    _ table: Table, _ height: UInt64, _ body: (UnsafeRawBufferPointer?) throws(StoreError) -> R
  ) throws(StoreError) -> R {
    try HeightKey.with(height) { (key) throws(StoreError) in try reader.withValue(table, key, body) }
  }

  private func message<Message: ProtobufMessage>(
    _ table: Table, _ height: UInt64
  ) throws(StoreError) -> Message? {
    try withRecord(table, height) { (record) throws(StoreError) -> Message? in
      guard let record else { return nil }
      do throws(CodecError) {
        return try Message(decoding: record)
      } catch {
        throw Self.unreadable(table, height, "\(error)")
      }
    }
  }

  static func unreadable(_ table: Table, _ height: UInt64?, _ detail: String = "") -> StoreError {
    .corruption(StoreCorruption(.unreadable, in: table, height: height, detail))
  }

  static func missing(_ table: Table, _ height: UInt64?, _ detail: String = "") -> StoreError {
    .corruption(StoreCorruption(.missing, in: table, height: height, detail))
  }
}
