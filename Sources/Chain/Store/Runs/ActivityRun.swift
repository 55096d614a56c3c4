internal import Primitives
internal import Storage

/// The index of a run of consecutive blocks: which actions they have, who sent and received them, which logs they made.
/// Read in place; valid as long as the bytes are.
///
/// Runs instead of trees: every block adds one small run, written at the end of the table. Eight runs of neighbouring
/// blocks are merged into one when the eighth is complete, and eight of those again, as long as the parts have no more
/// than `mergeLimit` bytes together. Writing stays sequential (an action is rewritten a few times, some 30 bytes each),
/// where trees keyed by action hash and address cost several random pages per action. Finding something means looking
/// into every run: at most seven of each level below the limit, and one or more per 32 MiB of index above it.
///
/// Which runs exist follows from the blocks alone: the run of level k over the blocks i·8^k+1 … (i+1)·8^k exists when its
/// eight parts exist (a run of level 0 always does) and are small enough, and is not itself part of one that exists. Its
/// bytes follow from the blocks, too. So removing a block can undo merges exactly, and a check can compare byte for byte.
/// Source: the logarithmic method of Bentley and Saxe, "Decomposable searching problems I", 1980.
///
/// Record: 40 bytes of head (level, action count, number of the first action (8), senders, recipients, received, log
/// tags, log heights, all four bytes little-endian where nothing else is said), then
/// * per action, ascending: the first eight bytes of its hash as a number; then, in the same order, its number,
/// * postings sender → numbers of actions, recipient → numbers of actions, log tag → heights.
/// Numbers of actions and heights count from those of the run's first action and block, in four bytes.
struct ActivityRun {
  /// Blocks per run, as a power of eight.
  let level: Int
  /// The height of the first block.
  let firstHeight: UInt64
  /// The number of the first action.
  let firstNumber: UInt64
  /// The number of actions.
  let actionCount: Int
  /// Sender → actions.
  let sent: PostingsView<Hash160>
  /// Recipient → actions.
  let received: PostingsView<Hash160>
  /// Log tag → heights.
  let logs: PostingsView<UInt64>
  /// The whole record.
  let bytes: UnsafeRawBufferPointer

  /// How many runs are merged into one.
  static let fanOut = 8
  /// The most bytes that runs to be merged have together.
  static let mergeLimit = 32 << 20
  /// The highest level: 8^10 blocks are more than a chain will have, and fewer than four bytes can count.
  static let maximumLevel = 10
  /// The highest number of a first action, which leaves room for four more bytes of numbers.
  static let maximumFirstNumber = UInt64.max - 1 << 32
  static let headSize = 40

  /// The number of blocks of a run of a level.
  static func blockCount(level: Int) -> UInt64 { 1 << (3 * UInt64(level)) }

  /// The height of the last block.
  var lastHeight: UInt64 { firstHeight &+ (Self.blockCount(level: level) - 1) }

  /// Reads the head of a record and checks that its length fits.
  init(_ bytes: UnsafeRawBufferPointer, firstHeight: UInt64) throws(StoreError) {
    guard bytes.count >= Self.headSize else { throw Self.unreadable(firstHeight, "it has \(bytes.count) bytes") }
    func count(_ offset: Int) -> Int { Int(bytes.number(at: offset, as: UInt32.self)) }
    level = count(0)
    actionCount = count(4)
    firstNumber = bytes.number(at: 8)
    let (senders, recipients, receivedCount) = (count(16), count(20), count(24))
    let (tags, heights) = (count(28), count(32))
    guard level <= Self.maximumLevel, firstNumber <= Self.maximumFirstNumber, firstHeight <= .max - 1 << 32 else {
      throw Self.unreadable(firstHeight, "its head is out of range")
    }
    let sentOffset = Self.headSize + actionCount * 12
    let receivedOffset = sentOffset + PostingsView<Hash160>.size(keyCount: senders, itemCount: actionCount)
    let logsOffset = receivedOffset + PostingsView<Hash160>.size(keyCount: recipients, itemCount: receivedCount)
    let size = logsOffset + PostingsView<UInt64>.size(keyCount: tags, itemCount: heights)
    guard size == bytes.count else {
      throw Self.unreadable(firstHeight, "it has \(bytes.count) bytes, its head says \(size)")
    }
    self.firstHeight = firstHeight
    self.bytes = bytes
    sent = PostingsView(bytes, at: sentOffset, keyCount: senders, itemCount: actionCount)
    received = PostingsView(bytes, at: receivedOffset, keyCount: recipients, itemCount: receivedCount)
    logs = PostingsView(bytes, at: logsOffset, keyCount: tags, itemCount: heights)
  }

  /// The first eight bytes of the hash at a position of the ascending list.
  @inline(__always)
  func prefix(_ index: Int) -> UInt64 { bytes.number(at: Self.headSize + index * 8) }

  /// The number, counted from `firstNumber`, of the action at a position of the ascending list.
  @inline(__always)
  func relativeNumber(_ index: Int) -> UInt32 { bytes.number(at: Self.headSize + actionCount * 8 + index * 4) }

  /// The numbers of the actions whose hash begins like this one, ascending.
  func candidates(for hash: Hash256) -> [UInt64] {
    let prefix = hash.leading
    var index = lowerBound(of: prefix, count: actionCount) { self.prefix($0) < prefix }
    var numbers: [UInt64] = []
    while index < actionCount, self.prefix(index) == prefix {
      numbers.append(firstNumber + UInt64(relativeNumber(index)))
      index += 1
    }
    return numbers
  }

  static func unreadable(_ firstHeight: UInt64, _ detail: String) -> StoreError {
    .corruption(StoreCorruption(.unreadable, in: BlockTables.runs, height: firstHeight, detail))
  }
}
