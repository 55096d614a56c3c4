internal import ChainTypes
internal import Primitives

/// An action that waits, with what the pool needs to know about it.
struct WaitingAction: Equatable {
  let action: SealedAction
  /// What its sender must have for it, in Rau.
  let cost: U256
  /// Its intrinsic gas.
  let gas: UInt64
  /// When it arrived, in seconds of a clock that never goes back.
  let arrival: Double

  var nonce: UInt64 { action.envelope.nonce }
  var price: U256 { action.envelope.gasPrice.value ?? .zero }
}

/// The waiting actions of one sender, in the order of their nonces.
struct SenderLine: Equatable {
  /// The sender's nonce on the chain.
  private(set) var confirmedNonce: UInt64
  /// The sender's balance on the chain, in Rau.
  private(set) var balance: U256
  /// Ascending by nonce; each above `confirmedNonce`, each nonce once.
  private(set) var actions: [WaitingAction] = []

  init(confirmedNonce: UInt64, balance: U256) {
    self.confirmedNonce = confirmedNonce
    self.balance = balance
  }

  /// The actions that can be executed one after the other: their nonces have no gap, and the balance pays for all.
  var executable: ArraySlice<WaitingAction> {
    var expected = confirmedNonce
    var remaining = balance
    let count =
      actions.firstIndex { waiting in
        expected &+= 1
        guard waiting.nonce == expected, let rest = remaining.subtracting(waiting.cost) else { return true }
        remaining = rest
        return false
      } ?? actions.count
    return actions.prefix(count)
  }

  /// The nonce that the sender should use next.
  var pendingNonce: UInt64 { confirmedNonce + UInt64(executable.count) + 1 }

  /// The waiting action with a nonce.
  subscript(nonce nonce: UInt64) -> WaitingAction? {
    let index = self.index(of: nonce)
    return index < actions.count && actions[index].nonce == nonce ? actions[index] : nil
  }

  /// What all actions up to a nonce cost together without the one of this nonce, or nil above 256 bits.
  func cost(before nonce: UInt64) -> U256? {
    var total = U256.zero
    for waiting in actions.prefix(index(of: nonce)) {
      guard let sum = total.adding(waiting.cost) else { return nil }
      total = sum
    }
    return total
  }

  /// Inserts an action, in place of one with the same nonce.
  ///
  /// - Returns: the action that was replaced.
  mutating func insert(_ waiting: WaitingAction) -> WaitingAction? {
    let index = self.index(of: waiting.nonce)
    if index < actions.count && actions[index].nonce == waiting.nonce {
      defer { actions[index] = waiting }
      return actions[index]
    }
    actions.insert(waiting, at: index)
    return nil
  }

  /// Removes the action with the highest nonce.
  mutating func removeLast() -> WaitingAction? { actions.popLast() }

  /// Removes the actions that a predicate chooses.
  ///
  /// - Returns: what was removed.
  mutating func removeAll(where shouldRemove: (WaitingAction) -> Bool) -> [WaitingAction] {
    let removed = actions.filter(shouldRemove)
    if !removed.isEmpty { actions.removeAll(where: shouldRemove) }
    return removed
  }

  /// Takes over the sender's state on the chain, and removes what can never be executed any more: used nonces, and single
  /// actions that cost more than the balance.
  ///
  /// - Returns: what was removed.
  mutating func update(confirmedNonce: UInt64, balance: U256) -> [WaitingAction] {
    self.confirmedNonce = confirmedNonce
    self.balance = balance
    return removeAll { $0.nonce <= confirmedNonce || $0.cost > balance }
  }

  /// Where an action with a nonce is, or belongs.
  private func index(of nonce: UInt64) -> Int {
    var low = 0
    var high = actions.count
    while low < high {
      let middle = (low + high) / 2
      if actions[middle].nonce < nonce { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
