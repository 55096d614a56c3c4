internal import ActPool
internal import Chain
internal import ChainTypes
public import Primitives

extension NodeAPI {
  /// Actions of the whole chain, in the order of the blocks; the page counts from 0.
  public func actions(_ page: Page, call: APICall) throws(APIError) -> [FoundAction] {
    let chain = try reading()
    let numbers = page.range(of: try chain.actionCount())
    guard !numbers.isEmpty else { return [] }
    var found: [FoundAction] = []
    found.reserveCapacity(numbers.count)
    var height = try chain.location(ofActionNumber: numbers.lowerBound).height
    while found.count < numbers.count {
      try call.check()
      let summary = try chain.summary(at: height)
      let wanted = summary.actionNumbers.clamped(to: numbers)
      if !wanted.isEmpty {
        let first = Int(clamping: wanted.lowerBound - summary.firstActionNumber)
        found += try chain.actions(at: height, first..<first + wanted.count, summary: summary)
      }
      height += 1
    }
    return found
  }

  /// The action with a hash.
  ///
  /// - Parameter looksInPool: whether one that waits in the pool is found too.
  /// - Throws: `unknownAction`.
  public func action(_ hash: Hash256, looksInPool: Bool) throws(APIError) -> FoundAction {
    let chain = try reading()
    if let found = try chain.action(hash) { return found }
    if looksInPool, let action = pool.action(hash) { return FoundAction(waiting: action) }
    throw APIError(
      .unknownAction, "there is no action \(hash.hex) on the chain" + (looksInPool ? " or in this node's pool" : ""),
      details: ["hash": hash.hex])
  }

  /// The actions that an address sent, oldest first, and after them those that it received, oldest first.
  public func actions(of address: Address, _ page: Page, call: APICall) throws(APIError) -> [FoundAction] {
    let chain = try reading()
    var found: [FoundAction] = []
    for location in try chain.history(of: address, page) {
      try call.check()
      let summary = try chain.summary(at: location.height)
      found += try chain.actions(at: location.height, location.index..<location.index + 1, summary: summary)
    }
    return found
  }

  /// The actions of an address that wait in the pool, ascending by nonce.
  public func pendingActions(of address: Address, _ page: Page) -> [FoundAction] {
    let waiting = pool.actions(of: address)
    let range = page.range(of: UInt64(waiting.count))
    return waiting[Int(range.lowerBound)..<Int(range.upperBound)].map { FoundAction(waiting: $0) }
  }

  /// The actions of a block, in its order.
  ///
  /// - Throws: `unknownBlock`.
  public func actions(ofBlock hash: Hash256, _ page: Page) throws(APIError) -> [FoundAction] {
    let chain = try reading()
    let height = try chain.height(of: hash)
    let summary = try chain.summary(at: height)
    let range = page.range(of: UInt64(summary.actionCount))
    guard !range.isEmpty else { return [] }
    return try chain.actions(at: height, Int(range.lowerBound)..<Int(range.upperBound), summary: summary)
  }

  /// The receipt of an action in a block.
  ///
  /// - Throws: `unknownReceipt`, also for an action on the chain that left none.
  public func receipt(of hash: Hash256) throws(APIError) -> FoundReceipt {
    let chain = try reading()
    guard let location = try chain.location(of: hash),
      let receipt = try chain.receipt(of: hash, at: location.height)
    else {
      throw APIError(
        .unknownReceipt, "there is no receipt of the action \(hash.hex): it is in no block, or left none", details: ["hash": hash.hex])
    }
    return FoundReceipt(receipt: receipt, blockHash: try chain.summary(at: location.height).hash, index: location.index)
  }
}
