internal import Chain
public import ChainTypes
public import Primitives

/// What is known about a block without its actions.
public struct BlockAnswer: Hashable, Sendable {
  /// The header.
  public let header: BlockHeader
  /// Number of actions.
  public let actionCount: Int
  /// The sum of all transfers' amounts in Rau, failed ones included.
  public let transferAmount: U256
}

/// A block with its receipts.
public struct WholeBlock: Sendable {
  /// The block.
  public let block: Block
  /// The receipts of its actions; empty when they were not asked for.
  public let receipts: [Receipt]
}

extension NodeAPI {
  /// Blocks by height, up to the last one.
  ///
  /// - Throws: `beyondTip` when the page begins after the last block; `unknownBlock` when it begins at 0.
  public func blocks(_ page: Page, call: APICall) throws(APIError) -> [BlockAnswer] {
    let chain = try reading()
    var answers: [BlockAnswer] = []
    for height in try chain.heights(of: page) {
      try call.check()
      answers.append(try chain.answer(at: height))
    }
    return answers
  }

  /// The block with a hash.
  ///
  /// - Throws: `unknownBlock`.
  public func block(_ hash: Hash256) throws(APIError) -> BlockAnswer {
    let chain = try reading()
    return try chain.answer(at: chain.height(of: hash))
  }

  /// Whole blocks by height, up to the last one, and so many as fit into an answer: at least one.
  ///
  /// - Throws: `emptyRange` when none is asked for; `beyondTip`; `unknownBlock` for height 0.
  public func wholeBlocks(_ page: Page, withReceipts: Bool, call: APICall) throws(APIError) -> [WholeBlock] {
    guard page.count > 0 else { throw APIError(.emptyRange, "the count of blocks must be at least 1", details: ["minimum": "1"]) }
    let chain = try reading()
    var answers: [WholeBlock] = []
    var size = 0
    for height in try chain.heights(of: page) {
      try call.check()
      size += try chain.summary(at: height).encodedSize
      if size > configuration.answerSizeLimit && !answers.isEmpty { break }
      let receipts = withReceipts ? try chain.receipts(at: height) : []
      size += receipts.reduce(0) { $0 + $1.sizeEstimate }
      if size > configuration.answerSizeLimit && !answers.isEmpty { break }
      answers.append(WholeBlock(block: try chain.block(at: height), receipts: receipts))
    }
    return answers
  }
}

extension ChainReading {
  /// The heights that a page asks for.
  fileprivate func heights(of page: Page) throws(APIError) -> Range<UInt64> {
    guard page.start <= head.height else {
      throw APIError(
        .beyondTip, "the first height \(page.start) is after the last block, \(head.height)",
        details: ["maximum": "\(head.height)", "given": "\(page.start)"])
    }
    guard page.count > 0 else { return page.start..<page.start }
    guard page.start > 0 else { throw APIError(.unknownBlock, "there is no block of height 0: the first one has height 1") }
    return page.start..<min(page.end, head.height + 1)
  }

  fileprivate func answer(at height: UInt64) throws(APIError) -> BlockAnswer {
    let summary = try summary(at: height)
    guard let amount = summary.transferAmount else {
      throw APIError(.fault, "the transfers of block \(height) have no sum; no valid block has such amounts")
    }
    return BlockAnswer(header: try header(at: height), actionCount: summary.actionCount, transferAmount: amount)
  }
}

extension Receipt {
  /// About how many bytes the receipt takes in an answer.
  var sizeEstimate: Int { logs.reduce(100) { $0 + $1.sizeEstimate } }
}
