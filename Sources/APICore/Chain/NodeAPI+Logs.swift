public import Chain
public import ChainTypes
public import Primitives

/// Where logs are asked for.
public enum LogRange: Hashable, Sendable {
  /// In one block.
  case block(Hash256)
  /// From one height to another; 0 stands for the last block. At most `limit` logs, 0 stands for the node's limit.
  case heights(from: UInt64, to: UInt64, limit: UInt64)
}

/// A log, and where it is.
public struct FoundLog: Hashable, Sendable {
  /// The log.
  public let log: Log
  /// The hash of its block.
  public let blockHash: Hash256
  /// The position of its action in the block, from 0.
  public let actionIndex: Int
}

extension NodeAPI {
  /// The logs of a range that pass a filter, in the order of blocks, actions and logs.
  ///
  /// The answer ends after the block in which it reaches its limit of logs or of bytes; the rest is to be asked for from
  /// the next height on.
  ///
  /// - Throws: `unknownBlock`; `beyondTip`; `emptyRange` when the last height is below the first; `countTooLarge`, also for
  ///   a filter with more addresses or topics than the range limit.
  public func logs(_ filter: LogFilter, in range: LogRange, call: APICall) throws(APIError) -> [FoundLog] {
    let filterSize = UInt64(filter.topics.reduce(max(filter.addresses.count, filter.topics.count)) { $0 + $1.count })
    guard filterSize <= configuration.rangeQueryLimit else {
      throw APIError(
        .countTooLarge, "the filter names more addresses or topics than one request may, \(configuration.rangeQueryLimit)",
        details: ["maximum": "\(configuration.rangeQueryLimit)", "given": "\(filterSize)"])
    }
    let chain = try reading()
    let (heights, limit) = try heights(of: range, on: chain)
    var found = LogCollector(chain: chain, limit: limit, sizeLimit: configuration.answerSizeLimit)
    // Few heights at a time, because a block may have megabytes of logs.
    let step: UInt64 = 16
    var first = heights.lowerBound
    while !found.isFull {
      try call.check()
      let last = min(heights.upperBound, first + (step - 1))
      try found.append(chain.logs(filter, in: first...last))
      guard last < heights.upperBound else { break }
      first = last + 1
    }
    return found.logs
  }

  private func heights(
    of range: LogRange, on chain: ChainReading
  ) throws(APIError) -> (heights: ClosedRange<UInt64>, limit: UInt64) {
    let tip = chain.head.height
    switch range {
    case .block(let hash):
      let height = try chain.height(of: hash)
      return (height...height, .max)
    case .heights(let from, let to, let limit):
      let first = from == 0 ? tip : from
      let last = to == 0 ? tip : to
      guard first <= last else {
        throw APIError(.emptyRange, "the first height \(first) is above the last one, \(last)", details: ["maximum": "\(last)"])
      }
      guard first <= tip else {
        throw APIError(.beyondTip, "the first height \(first) is after the last block, \(tip)", details: ["maximum": "\(tip)"])
      }
      guard last - first <= configuration.rangeQueryLimit else {
        throw APIError(
          .countTooLarge, "the range has more blocks than one answer covers, \(configuration.rangeQueryLimit)",
          details: ["maximum": "\(configuration.rangeQueryLimit)"])
      }
      guard first > 0 else { throw APIError(.unknownBlock, "the chain has no block yet") }
      return (first...min(last, tip), limit == 0 ? configuration.logLimit : min(limit, configuration.logLimit))
    }
  }
}

/// Gathers logs until a limit is reached, and finds out where they are.
private struct LogCollector {
  let chain: ChainReading
  let limit: UInt64
  let sizeLimit: Int
  private(set) var logs: [FoundLog] = []
  private(set) var isFull = false
  private var size = 0
  private var block: (height: UInt64, hash: Hash256)?
  private var action: (hash: Hash256, height: UInt64, index: Int)?

  init(chain: ChainReading, limit: UInt64, sizeLimit: Int) {
    self.chain = chain
    self.limit = limit
    self.sizeLimit = sizeLimit
  }

  /// Takes logs in the order of the chain, up to the end of the block that reaches a limit.
  mutating func append(_ batch: [Log]) throws(APIError) {
    for log in batch {
      if UInt64(logs.count) >= limit || size >= sizeLimit, logs.last?.log.blockHeight != log.blockHeight {
        isFull = true
        return
      }
      size += log.sizeEstimate
      logs.append(FoundLog(log: log, blockHash: try blockHash(of: log), actionIndex: try actionIndex(of: log)))
    }
  }

  private mutating func blockHash(of log: Log) throws(APIError) -> Hash256 {
    if let block, block.height == log.blockHeight { return block.hash }
    let hash = try chain.summary(at: log.blockHeight).hash
    block = (log.blockHeight, hash)
    return hash
  }

  private mutating func actionIndex(of log: Log) throws(APIError) -> Int {
    if let action, action.hash == log.actionHash, action.height == log.blockHeight { return action.index }
    var index = 0
    if let location = try chain.location(of: log.actionHash), location.height == log.blockHeight {
      index = location.index
    } else {
      // The same action in two blocks (golden quirk 15): the index knows the later one only.
      index = try chain.block(at: log.blockHeight).actions.firstIndex { $0.hash == log.actionHash } ?? 0
    }
    action = (log.actionHash, log.blockHeight, index)
    return index
  }
}

extension Log {
  /// About how many bytes the log takes in an answer.
  var sizeEstimate: Int { data.count + 34 * topics.count + 150 }
}
