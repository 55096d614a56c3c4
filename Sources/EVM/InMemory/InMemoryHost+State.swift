public import Primitives

/// Setting up the state, ending transactions, and reading the state back.
extension InMemoryHost {
  /// Puts an account into the state, replacing one that is there.
  public func setAccount(
    _ address: Address, nonce: UInt64 = 0, balance: U256 = .zero, code: [UInt8] = [], storage: [U256: U256] = [:]
  ) {
    let account = record(address)
    account.pointee.exists = true
    account.pointee.nonce = nonce
    account.pointee.balance = balance
    setCodeUnnoted(code, account)
    account.pointee.slots.deallocate()
    account.pointee.slots = WordTable<SlotRecord>()
    for (key, value) in storage {
      account.pointee.slots.findOrInsert(key, SlotRecord()).pointee.current = value
    }
  }

  /// The logs of the transaction in progress.
  public var logs: [LogEntry] { world.pointee.logs }

  /// Ends the transaction: deletes what has self-destructed and, from EIP-161 on, touched accounts that are empty;
  /// forgets access sets, transient storage, snapshots and logs.
  public func finishTransaction(deletesEmptyAccounts: Bool) {
    for account in world.pointee.listed {
      let isDestroyed = account.pointee.destroyedMark == world.pointee.transaction
      let isTouched = account.pointee.touchedMark == world.pointee.transaction
      if isDestroyed || (deletesEmptyAccounts && isTouched && account.pointee.isEmpty) { delete(account) }
    }
    for slots in world.pointee.savedSlots { slots.deallocate() }
    world.pointee.savedSlots.removeAll()
    world.pointee.savedCodes.removeAll()
    world.pointee.journal.removeAll()
    world.pointee.lastSnapshot = 0
    world.pointee.listed.removeAll(keepingCapacity: true)
    world.pointee.logs.removeAll()
    world.pointee.transaction &+= 1
  }

  private func delete(_ account: UnsafeMutablePointer<AccountRecord>) {
    account.pointee.slots.deallocate()
    account.pointee.transient?.deallocate()
    account.pointee = AccountRecord(account.pointee.address)
  }

  /// An account of the state, for reading.
  public struct Account: Sendable {
    /// Where it is.
    public let address: Address
    /// The nonce.
    public let nonce: UInt64
    /// The balance.
    public let balance: U256
    /// The code.
    public let code: Bytecode
    /// The Keccak-256 of the code.
    public let codeHash: Hash256
    /// The slots that are not zero, by ascending key.
    public let storage: [(key: U256, value: U256)]
  }

  /// All accounts, by ascending address.
  public var accounts: [Account] {
    var result: [Account] = []
    world.pointee.accounts.forEach { _, account in
      guard account.pointee.exists else { return }
      var storage: [(key: U256, value: U256)] = []
      account.pointee.slots.forEach { key, slot in
        if !slot.current.isZero { storage.append((key, slot.current)) }
      }
      storage.sort { $0.key < $1.key }
      result.append(
        Account(
          address: account.pointee.address, nonce: account.pointee.nonce, balance: account.pointee.balance,
          code: account.pointee.code, codeHash: account.pointee.codeHash, storage: storage))
    }
    return result.sorted { $0.address < $1.address }
  }
}

extension InMemoryHost {
  /// Adds to a balance, which touches the account. The caller answers for the total fitting 256 bits.
  func add(_ amount: U256, to address: Address) {
    let account = record(address)
    world.pointee.bringIntoBeing(account)
    if !amount.isZero { world.pointee.setBalance(account, account.pointee.balance &+ amount) }
    world.pointee.touch(account)
  }

  /// Takes from a balance that is known to suffice.
  func subtract(_ amount: U256, from address: Address) {
    let account = record(address)
    world.pointee.bringIntoBeing(account)
    world.pointee.setBalance(account, account.pointee.balance &- amount)
    world.pointee.touch(account)
  }
}
