internal import ChainTypes
internal import Primitives
internal import ProtocolKit

/// The pool's contents and its rules for what stays, without locks, clock or chain.
struct PoolState: Equatable {
  private let limits: Limits
  private(set) var lines: [Address: SenderLine] = [:]
  private(set) var byHash: [Hash256: Address] = [:]
  /// Intrinsic gas of all waiting actions.
  private(set) var gas: UInt64 = 0
  /// How many blocks the pool has followed: what was read from the chain before the last one may be out of date.
  private(set) var followedBlocks: UInt64 = 0

  /// The limits that concern the pool as a whole.
  struct Limits: Equatable {
    let maxActions: Int
    let maxGas: UInt64
    let maxNonceGap: UInt64
    let maxActionsPerSender: Int
    let replacementBump: UInt64
  }

  init(limits: Limits) {
    self.limits = limits
  }

  /// Number of waiting actions.
  var count: Int { byHash.count }

  /// The waiting action with a hash.
  func action(_ hash: Hash256) -> SealedAction? {
    byHash[hash].flatMap { lines[$0]?.actions.first { $0.action.hash == hash }?.action }
  }

  /// Admits an action that was validated against the state that `confirmedNonce` and `balance` are from.
  ///
  /// - Returns: the hashes of actions that had to leave for it.
  mutating func admit(_ waiting: WaitingAction, confirmedNonce: UInt64, balance: U256) throws(ActionRejection) -> [Hash256] {
    let action = waiting.action
    let sender = action.sender
    guard byHash[action.hash] == nil else { throw ActionRejection(.alreadyKnown, "action \(action.hash) waits in the pool already") }
    guard waiting.nonce > confirmedNonce else {
      throw ActionRejection(.nonceTooLow, "nonce \(waiting.nonce) was used before: the next one of \(sender) is \(confirmedNonce &+ 1)")
    }
    guard waiting.nonce - confirmedNonce <= limits.maxNonceGap else {
      throw ActionRejection(
        .nonceTooHigh, "nonce \(waiting.nonce) is more than \(limits.maxNonceGap) ahead of the last confirmed one, \(confirmedNonce)")
    }
    update(sender, confirmedNonce: confirmedNonce, balance: balance)
    var line = lines[sender] ?? SenderLine(confirmedNonce: confirmedNonce, balance: balance)
    guard let before = line.cost(before: waiting.nonce), let total = before.adding(waiting.cost), total <= balance else {
      throw ActionRejection(
        .insufficientBalance,
        "\(sender) has \(balance.decimal) Rau, which does not pay for this action of \(waiting.cost.decimal) and those waiting before it")
    }
    if let replaced = line[nonce: waiting.nonce] {
      try requireHigherPrice(of: waiting, than: replaced)
    } else if line.actions.count >= limits.maxActionsPerSender {
      throw ActionRejection(.senderQuota, "\(sender) has \(line.actions.count) actions waiting, as many as one sender may have")
    }

    var evicted: [Hash256] = []
    let replacedGas = line[nonce: waiting.nonce]?.gas
    let neededSlots = replacedGas == nil ? 1 : 0
    let plan = try evictions(slots: neededSlots, gas: waiting.gas, freed: replacedGas ?? 0, price: waiting.price, for: sender)
    for address in plan {
      guard let removed = lines[address]?.removeLast() else { continue }
      evicted.append(removed.action.hash)
      forget(removed)
      if lines[address]?.actions.isEmpty == true { lines[address] = nil }
    }
    line = lines[sender] ?? line
    if let replaced = line.insert(waiting) {
      evicted.append(replaced.action.hash)
      forget(replaced)
    }
    lines[sender] = line
    byHash[action.hash] = sender
    gas += waiting.gas
    return evicted
  }

  /// Removes an action, for example because no block can hold it.
  mutating func remove(_ hash: Hash256) {
    guard let sender = byHash[hash] else { return }
    removeAll(of: sender) { $0.action.hash == hash }
  }

  /// Takes over the chain's state after a block.
  ///
  /// - Parameters:
  ///   - mined: the block's actions. They leave whether or not they raised their sender's nonce, which a creation that
  ///     cannot be paid does not (golden quirk 15).
  ///   - accounts: of everybody whom the block may have changed.
  mutating func follow(mined: [Hash256], _ accounts: [(sender: Address, confirmedNonce: UInt64, balance: U256)]) {
    followedBlocks += 1
    mined.forEach { remove($0) }
    for account in accounts { update(account.sender, confirmedNonce: account.confirmedNonce, balance: account.balance) }
  }

  /// Takes over the chain's state for a sender.
  private mutating func update(_ sender: Address, confirmedNonce: UInt64, balance: U256) {
    guard var line = lines[sender] else { return }
    line.update(confirmedNonce: confirmedNonce, balance: balance).forEach { forget($0) }
    lines[sender] = line.actions.isEmpty ? nil : line
  }

  /// Removes what arrived before a moment.
  mutating func expire(before moment: Double) {
    for sender in Array(lines.keys) { removeAll(of: sender) { $0.arrival < moment } }
  }

  private mutating func removeAll(of sender: Address, where shouldRemove: (WaitingAction) -> Bool) {
    guard var line = lines[sender] else { return }
    let removed = line.removeAll(where: shouldRemove)
    guard !removed.isEmpty else { return }
    removed.forEach { forget($0) }
    lines[sender] = line.actions.isEmpty ? nil : line
  }

  private mutating func forget(_ waiting: WaitingAction) {
    byHash[waiting.action.hash] = nil
    gas -= waiting.gas
  }

  private func requireHigherPrice(of waiting: WaitingAction, than replaced: WaitingAction) throws(ActionRejection) {
    // Both are below 2^65.
    let percent = U256(100) &+ U256(limits.replacementBump)
    guard let offered = waiting.price.multiplied(by: U256(100)), let needed = replaced.price.multiplied(by: percent), offered >= needed
    else {
      throw ActionRejection(
        .replacementUnderpriced,
        "action \(replaced.action.hash) with nonce \(waiting.nonce) waits already: to replace it, pay \(limits.replacementBump) % more than its \(replaced.price.decimal) Rau per gas"
      )
    }
  }

  /// Whose last actions must leave so that an action fits: those that pay least, and less than the new one.
  ///
  /// Only the last action of a sender can leave, because those before it are of no use to the ones behind. The sender's
  /// own actions never leave for its next one.
  private func evictions(
    slots: Int, gas needed: UInt64, freed: UInt64, price: U256, for sender: Address
  ) throws(ActionRejection) -> [Address] {
    var overflow = count + slots - limits.maxActions
    // What is freed was counted in the pool's gas.
    let wanted = (gas - freed).addingReportingOverflow(needed)
    guard !wanted.overflow else { throw ActionRejection(.poolFull, "the pool cannot count the gas of \(needed) more") }
    var gasOverflow = wanted.partialValue > limits.maxGas ? wanted.partialValue - limits.maxGas : 0
    guard overflow > 0 || gasOverflow > 0 else { return [] }
    var depth: [Address: Int] = [:]
    var plan: [Address] = []
    while overflow > 0 || gasOverflow > 0 {
      var cheapest: (address: Address, last: WaitingAction)?
      for (address, line) in lines where address != sender {
        let index = line.actions.count - 1 - (depth[address] ?? 0)
        guard index >= 0, line.actions[index].price < price else { continue }
        let candidate = line.actions[index]
        if let current = cheapest,
          (candidate.price, current.last.arrival, address.hash) >= (current.last.price, candidate.arrival, current.address.hash)
        {
          continue
        }
        cheapest = (address, candidate)
      }
      guard let cheapest else {
        throw ActionRejection(.poolFull, "the pool is full, and everything in it pays at least \(price.decimal) Rau per gas: offer more")
      }
      plan.append(cheapest.address)
      depth[cheapest.address, default: 0] += 1
      overflow -= 1
      gasOverflow -= min(gasOverflow, cheapest.last.gas)
    }
    return plan
  }
}
