import Primitives

/// What an `InMemoryHost` holds. Lives behind a pointer, so that access is a plain load or store.
struct World {
  typealias AccountPointer = UnsafeMutablePointer<AccountRecord>

  /// All accounts that were ever asked for.
  var accounts = WordTable<AccountPointer>()
  /// The account asked for last; contracts ask for their own again and again.
  var recent: AccountPointer?
  /// What a revert undoes, the oldest first.
  var journal = Journal()
  /// Codes and storages that were replaced and may come back.
  var savedCodes: [(code: Bytecode, hash: Hash256)] = []
  var savedSlots: [WordTable<SlotRecord>] = []
  /// Accounts to look at when the transaction ends.
  var listed: [AccountPointer] = []
  /// The logs of the transaction in progress.
  var logs: [LogEntry] = []
  /// The length of the journal when the last snapshot was taken or returned to. What was noted since need not be noted
  /// again.
  var lastSnapshot = 0
  /// The number of the transaction in progress, from 1; marks in records refer to it.
  var transaction: UInt32 = 1

  /// The record of an account, made if there is none.
  @inline(__always)
  mutating func account(_ address: Address) -> AccountPointer {
    if let recent, recent.pointee.address == address { return recent }
    let pointer = find(address)
    recent = pointer
    return pointer
  }

  private mutating func find(_ address: Address) -> AccountPointer {
    let key = U256(address.hash)
    if let found = accounts.find(key) { return found.pointee }
    let new = AccountPointer.allocate(capacity: 1)
    new.initialize(to: AccountRecord(address))
    _ = accounts.findOrInsert(key, new)
    return new
  }

  /// Notes a change before it is made.
  @inline(__always)
  mutating func note(
    _ change: JournalEntry.Change, _ account: AccountPointer, slot: UnsafeMutableRawPointer? = nil, value: U256 = .zero
  ) {
    journal.append(JournalEntry(change: change, account: account, slot: slot, value: value))
  }

  /// Notes that the account must be looked at when the transaction ends.
  @inline(__always)
  mutating func list(_ account: AccountPointer) {
    if account.pointee.listedMark == transaction { return }
    account.pointee.listedMark = transaction
    listed.append(account)
  }

  /// Marks an account as touched (EIP-161).
  @inline(__always)
  mutating func touch(_ account: AccountPointer) {
    if account.pointee.touchedMark == transaction { return }
    note(.touched, account)
    account.pointee.touchedMark = transaction
    list(account)
  }

  mutating func setBalance(_ account: AccountPointer, _ balance: U256) {
    note(.balance, account, value: account.pointee.balance)
    account.pointee.balance = balance
  }

  /// Makes an absent account exist.
  mutating func bringIntoBeing(_ account: AccountPointer) {
    if account.pointee.exists { return }
    note(.existence, account)
    account.pointee.exists = true
  }

  /// Undoes changes until the journal has `count` entries.
  mutating func undo(to count: Int) {
    while journal.count > count {
      undo(journal.removeLast())
    }
    lastSnapshot = count
  }

  private mutating func undo(_ entry: JournalEntry) {
    let account = entry.account
    switch entry.change {
    case .balance: account.pointee.balance = entry.value
    case .nonce: account.pointee.nonce = entry.value.w0
    case .storage: entry.slot?.assumingMemoryBound(to: SlotRecord.self).pointee.undo(entry.value)
    case .transient: entry.slot?.assumingMemoryBound(to: TransientRecord.self).pointee.undo(entry.value)
    case .existence: account.pointee.exists = false
    case .created: account.pointee.createdMark = 0
    case .destroyed: account.pointee.destroyedMark = 0
    case .touched:
      // On the main network, the touch of precompiled contract 3 once outlived a failure; since then it does.
      if account.pointee.address != World.ripemd160 { account.pointee.touchedMark = 0 }
    case .warmAccount: account.pointee.warmMark = 0
    case .warmSlot: entry.slot?.assumingMemoryBound(to: SlotRecord.self).pointee.warmMark = 0
    case .code:
      let saved = savedCodes.removeLast()
      account.pointee.code = saved.code
      account.pointee.codeHash = saved.hash
    case .slots:
      account.pointee.slots.deallocate()
      account.pointee.slots = savedSlots.removeLast()
    case .log: logs.removeLast()
    }
  }

  private static let ripemd160 = Address(Hash160(truncating: 3))
}
