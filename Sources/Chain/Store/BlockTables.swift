public import Storage

/// The tables of the block store.
///
/// Heights are keys of eight bytes, big-endian, so that blocks lie in order and are appended at the end. Apart from
/// `heights` nothing is keyed by a hash: such keys hit a random page each, and a page costs more to write than all else
/// that a block stores about an action. `ActivityRun` says how actions, addresses and logs are found instead.
public enum BlockTables {
  /// One record under the key "tip": see `ChainTip`. Absent while there is no block.
  public static let tip = Table("block.tip")
  /// Height → encoding of the header.
  public static let headers = Table("block.header")
  /// Height → encoding of the body: the actions.
  public static let bodies = Table("block.body")
  /// Height → encoding of the footer.
  public static let footers = Table("block.footer")
  /// Height → encoding of the list of receipts; empty when there are none.
  public static let receipts = Table("block.receipts")
  /// Height → `BlockSummary`.
  public static let summaries = Table("block.summary")
  /// Hash of a block → height, eight bytes, big-endian.
  public static let heights = Table("block.height")
  /// Height of the first block of a run → `ActivityRun`.
  public static let runs = Table("block.run")

  /// All of them: what a store with blocks must be opened with.
  public static let all = [tip, headers, bodies, footers, receipts, summaries, heights, runs]

  /// The tables with one record per height.
  static let byHeight = [headers, bodies, footers, receipts, summaries]

  /// The key of the only record of `tip`.
  static let tipKey = Array("tip".utf8)
}
