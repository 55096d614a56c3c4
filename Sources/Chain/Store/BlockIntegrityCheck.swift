internal import ChainTypes
internal import Primitives
internal import Storage

/// Proves that the tables of the block store agree with each other, reading every block once.
///
/// For every height: header, body, footer, receipts and summary exist and decode; the header has the height, the hash of
/// the block below, and the Merkle roots of the stored actions and receipts; receipts belong to actions of the block, in
/// their order; the summary is, byte for byte, the one that the block gives; the hash leads back to the height. For every
/// run: it is, byte for byte, the one that its blocks give; runs cover all blocks once and are merged as far as they must
/// be and no farther. The tip has the last block's height and hash and the sum of all actions. No table has more records.
///
/// Not looked at: signatures, footers' endorsements, and whether executing the blocks gives the headers' digests.
struct BlockIntegrityCheck {
  private let reader: BlockReader
  private let maximumFindings: Int
  private(set) var report = IntegrityReport()
  private var runs: RunReplay
  private var hashBelow: Hash256?

  init(_ reader: BlockReader, maximumFindings: Int, mergeLimit: Int = ActivityRun.mergeLimit) {
    self.reader = reader
    self.maximumFindings = maximumFindings
    runs = RunReplay(mergeLimit: mergeLimit)
  }

  /// Checks everything.
  ///
  /// - Parameter progress: called after each block with the blocks done and all blocks.
  mutating func run(progress: (UInt64, UInt64) -> Void) throws(StoreError) {
    let tip = try finding { (reader) throws(StoreError) in try reader.tip() } ?? nil
    // A damaged tip may name any height: nothing is looked for beyond the last record that there is.
    let last = min(tip?.height ?? 0, try lastHeight())
    if let tip, tip.height != last { note(.mismatch, BlockTables.tip, tip.height, "the last block has height \(last)") }
    try readRuns(tipHeight: last)
    for height in stride(from: 1, through: last, by: 1) {
      try checkBlock(at: height)
      report.blocks += 1
      progress(height, last)
    }
    if let tip, last > 0, tip.hash != hashBelow || tip.actionCount != report.actions {
      note(.mismatch, BlockTables.tip, tip.height, "it says \(tip), the blocks have \(report.actions) actions")
    }
    try checkNothingElse(tipHeight: last)
  }
}

extension BlockIntegrityCheck {
  private mutating func checkBlock(at height: UInt64) throws(StoreError) {
    let block = try finding { (reader) throws(StoreError) in
      guard let block = try reader.block(at: height) else { throw BlockReader.missing(BlockTables.headers, height) }
      return block
    }
    let receipts = try finding { (reader) throws(StoreError) in
      guard let receipts = try reader.receipts(at: height) else { throw BlockReader.missing(BlockTables.receipts, height) }
      return receipts
    }
    let summary = try finding { (reader) throws(StoreError) in try reader.required(BlockTables.summaries, height) }
    guard let block, let receipts else {
      // Go on with what the summary says, so that one bad block is one finding.
      let known = summary.flatMap { $0.withUnsafeBytes { BlockSummary(record: $0) } }
      hashBelow = known?.hash
      report.actions += UInt64(known?.actionCount ?? 0)
      runs.skip()
      return try compareRun(endingAt: height)
    }
    checkHeader(of: block, receipts, at: height)
    checkReceipts(receipts, of: block)
    let expected = BlockSummary(
      block, receipts: receipts, firstActionNumber: report.actions, encodedSize: block.encoded.count)
    if let summary, summary != expected.record {
      let found = summary.withUnsafeBytes { BlockSummary(record: $0) }
      note(.mismatch, BlockTables.summaries, height, "expected \(expected), found \(found.map { "\($0)" } ?? "something else")")
    }
    if let indexed = try finding({ (reader) throws(StoreError) in try reader.height(of: block.hash) }), indexed != height {
      note(
        indexed == nil ? .missing : .mismatch, BlockTables.heights, height,
        "hash \(block.hash.hex) leads to \(indexed.map { "height \($0)" } ?? "no block")")
    }
    runs.push(ActivityRunContent(block, receipts: receipts, firstNumber: report.actions), at: height)
    hashBelow = block.hash
    report.actions += UInt64(block.actions.count)
    try compareRun(endingAt: height)
  }

  private mutating func checkHeader(of block: Block, _ receipts: [Receipt], at height: UInt64) {
    let header = block.header
    if header.height != height { note(.mismatch, BlockTables.headers, height, "its header has height \(header.height)") }
    if height > 1, let hashBelow, header.previousHash != hashBelow {
      note(
        .mismatch, BlockTables.headers, height,
        "it stands on \(header.previousHash.hex), block \(height - 1) is \(hashBelow.hex)")
    }
    let txRoot = block.txRoot()
    if header.txRoot != txRoot {
      note(.mismatch, BlockTables.bodies, height, "its actions have root \(txRoot.hex), the header \(header.txRoot.hex)")
    }
    let receiptRoot = ReceiptList(receipts).root
    if header.receiptRoot != receiptRoot {
      note(
        .mismatch, BlockTables.receipts, height,
        "they have root \(receiptRoot.hex), the header \(header.receiptRoot.hex)")
    }
  }

  private mutating func checkReceipts(_ receipts: [Receipt], of block: Block) {
    var actions = block.actions[...]
    for (index, receipt) in receipts.enumerated() {
      if let place = actions.firstIndex(where: { $0.hash == receipt.actionHash }) {
        actions = actions[(place + 1)...]
      } else {
        note(.mismatch, BlockTables.receipts, block.height, "receipt \(index) belongs to no action behind the one before")
      }
      if receipt.blockHeight != block.height {
        note(.mismatch, BlockTables.receipts, block.height, "receipt \(index) has height \(receipt.blockHeight)")
      }
    }
  }
}

extension BlockIntegrityCheck {
  /// Reads the heads of all runs and checks how they lie.
  private mutating func readRuns(tipHeight: UInt64) throws(StoreError) {
    var shapes: [RunReplay.Shape] = []
    var broken: [StoreCorruption] = []
    try reader.reader.forEach(in: BlockTables.runs) { (key, record) throws(StoreError) in
      let first = HeightKey.height(of: key)
      do throws(StoreError) {
        guard let first else { throw BlockReader.unreadable(BlockTables.runs, nil, "a key") }
        let run = try ActivityRun(record, firstHeight: first)
        shapes.append(.init(level: run.level, firstHeight: first, size: record.count))
      } catch {
        guard case .corruption(let corruption) = error else { throw error }
        broken.append(corruption)
      }
      return true
    }
    broken.forEach { note($0) }
    for problem in runs.take(shapes, tipHeight: tipHeight) { note(problem) }
  }

  private mutating func compareRun(endingAt height: UInt64) throws(StoreError) {
    guard let (firstHeight, expected) = runs.finish(at: height) else { return }
    guard let expected else { return }
    let found = try reader.bytes(BlockTables.runs, firstHeight)
    if found != expected {
      note(.mismatch, BlockTables.runs, firstHeight, "the run of blocks \(firstHeight) to \(height) is not what they give")
    }
  }

  /// Finds records beyond those that the blocks explain.
  private mutating func checkNothingElse(tipHeight: UInt64) throws(StoreError) {
    for table in BlockTables.byHeight {
      guard try count(table) != tipHeight else { continue }
      for key in try keys(of: table) {
        let height = key.withUnsafeBytes { HeightKey.height(of: $0) }
        if let height, height > 0, height <= tipHeight { continue }
        note(.unexpected, table, height, "a record beyond the tip")
      }
    }
    if try count(BlockTables.heights) != tipHeight {
      for key in try keys(of: BlockTables.heights) {
        let hash = Hash256(key)
        let height =
          try finding { (reader) throws(StoreError) in
            try hash.flatMap { (hash) throws(StoreError) in try reader.height(of: hash) }
          } ?? nil
        if let hash, let height, try finding({ (reader) throws(StoreError) in try reader.hash(at: height) }) == hash {
          continue
        }
        note(.unexpected, BlockTables.heights, height, "no block has the hash \(Hex.encode(key))")
      }
    }
    if try count(BlockTables.tip) > (tipHeight > 0 ? 1 : 0) { note(.unexpected, BlockTables.tip, nil, "a second record") }
  }

  /// The greatest height of any record.
  private func lastHeight() throws(StoreError) -> UInt64 {
    var last: UInt64 = 0
    for table in BlockTables.byHeight {
      try reader.reader.forEach(in: table, reverse: true) { (key, _) throws(StoreError) in
        guard let height = HeightKey.height(of: key) else { return true }
        last = max(last, height)
        return false
      }
    }
    return last
  }

  private func count(_ table: Table) throws(StoreError) -> UInt64 {
    try StoreError.wrapping { () throws(StorageFault) in UInt64(try reader.reader.count(of: table)) }
  }

  private func keys(of table: Table) throws(StoreError) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    try reader.reader.forEach(in: table) { (key, _) throws(StoreError) in
      keys.append([UInt8](key))
      return true
    }
    return keys
  }

  /// Runs a read; notes a corruption and gives nil for it, passes on everything else.
  private mutating func finding<R>(
    _ read: (BlockReader) throws(StoreError) -> R
  ) throws(StoreError) -> R? {
    do throws(StoreError) {
      return try read(reader)
    } catch {
      guard case .corruption(let corruption) = error else { throw error }
      note(corruption)
      return nil
    }
  }

  private mutating func note(_ code: StoreCorruption.Code, _ table: Table, _ height: UInt64?, _ detail: String) {
    note(StoreCorruption(code, in: table, height: height, detail))
  }

  private mutating func note(_ corruption: StoreCorruption) {
    if report.findings.count < maximumFindings {
      report.findings.append(corruption)
    } else {
      report.omittedFindings += 1
    }
  }
}

extension BlockReader {
  /// Checks that blocks, receipts and all indexes agree, and that nothing is missing or too much.
  ///
  /// Reads and hashes every block: as long as an import without signatures and execution.
  ///
  /// - Parameters:
  ///   - maximumFindings: how many findings are kept; the rest is counted.
  ///   - progress: called after each block with the blocks done and all blocks.
  /// - Throws: only when the store below fails; what is wrong is in the report.
  public func integrityCheck(
    maximumFindings: Int = 100, progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws(StoreError) -> IntegrityReport {
    var check = BlockIntegrityCheck(self, maximumFindings: maximumFindings)
    try check.run(progress: progress)
    return check.report
  }
}
