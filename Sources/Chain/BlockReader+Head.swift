extension BlockReader {
  /// The block at a height as the head of a chain that ends there.
  ///
  /// - Throws: `ChainFault.corrupt` when the block is not stored.
  func head(at height: UInt64) throws(ChainFault) -> ChainHead {
    let summary = try readingBlocks { () throws(StoreError) in try self.summary(at: height) }
    guard let summary else { throw .corrupt("block \(height) is missing") }
    return ChainHead(height: height, hash: summary.hash, timestamp: summary.timestamp, commitTime: summary.commitTime)
  }

  /// The head of the stored chain; nil when no block is stored.
  func head() throws(ChainFault) -> ChainHead? {
    guard let tip = try readingBlocks({ () throws(StoreError) in try self.tip() }) else { return nil }
    return try head(at: tip.height)
  }
}

/// Runs an operation on the stored blocks and wraps its failure.
func readingBlocks<Value>(_ body: () throws(StoreError) -> Value) throws(ChainFault) -> Value {
  do {
    return try body()
  } catch {
    throw .blocks(error)
  }
}
