public import Primitives

/// A host whose state is in memory, with Ethereum's rules for undoing, access sets and self-destruction: for tools,
/// tests, and contract development. Not a chain's state: nothing is stored, nothing is hashed.
///
/// Used by one thread.
public final class InMemoryHost: Host {
  let world: UnsafeMutablePointer<World>
  private let blockHashes: (UInt64) -> Hash256

  /// An empty state.
  ///
  /// - Parameter blockHashes: the hash of each earlier block.
  public init(blockHashes: @escaping (UInt64) -> Hash256 = { _ in .zero }) {
    self.blockHashes = blockHashes
    world = UnsafeMutablePointer<World>.allocate(capacity: 1)
    world.initialize(to: World())
  }

  deinit {
    world.pointee.accounts.forEach { _, account in
      account.pointee.slots.deallocate()
      account.pointee.transient?.deallocate()
      account.deinitialize(count: 1)
      account.deallocate()
    }
    world.pointee.accounts.deallocate()
    world.pointee.journal.deallocate()
    for slots in world.pointee.savedSlots { slots.deallocate() }
    world.deinitialize(count: 1)
    world.deallocate()
  }

  @inline(__always)
  func record(_ address: Address) -> UnsafeMutablePointer<AccountRecord> {
    world.pointee.account(address)
  }

  // MARK: Accounts

  public func accountExists(_ address: Address) -> Bool { record(address).pointee.exists }

  public func accountIsEmpty(_ address: Address) -> Bool {
    let account = record(address)
    return !account.pointee.exists || account.pointee.isEmpty
  }

  public func balance(of address: Address) -> U256 { record(address).pointee.balance }

  public func nonce(of address: Address) -> UInt64 { record(address).pointee.nonce }

  public func setNonce(_ nonce: UInt64, of address: Address) {
    let account = record(address)
    world.pointee.bringIntoBeing(account)
    world.pointee.note(.nonce, account, value: U256(account.pointee.nonce))
    account.pointee.nonce = nonce
    world.pointee.touch(account)
  }

  public func code(of address: Address) -> Bytecode { record(address).pointee.code }

  public func codeSize(of address: Address) -> Int { record(address).pointee.code.count }

  public func codeHash(of address: Address) -> Hash256 {
    accountIsEmpty(address) ? .zero : record(address).pointee.codeHash
  }

  public func setCode(_ code: [UInt8], of address: Address) {
    let account = record(address)
    world.pointee.savedCodes.append((account.pointee.code, account.pointee.codeHash))
    world.pointee.note(.code, account)
    setCodeUnnoted(code, account)
  }

  func setCodeUnnoted(_ code: [UInt8], _ account: UnsafeMutablePointer<AccountRecord>) {
    account.pointee.code = code.isEmpty ? .empty : Bytecode(code)
    account.pointee.codeHash = code.isEmpty ? .ofEmptyCode : account.pointee.code.hash
  }

  public func hasStorage(_ address: Address) -> Bool {
    var found = false
    record(address).pointee.slots.forEach { _, slot in found = found || !slot.current.isZero }
    return found
  }

  // MARK: Storage

  @inline(__always)
  public func storage(_ key: U256, of address: Address) -> U256 {
    record(address).pointee.slots.find(key)?.pointee.current ?? .zero
  }

  @inline(__always)
  public func setStorage(_ key: U256, of address: Address, to value: U256) {
    let account = record(address)
    let slot = account.pointee.slots.findOrInsert(key, SlotRecord())
    let isFirst = slot.pointee.originalMark != world.pointee.transaction
    if isFirst || slot.pointee.notedAt < world.pointee.lastSnapshot {
      slot.pointee.notedAt = world.pointee.journal.count
      world.pointee.note(.storage, account, slot: slot, value: slot.pointee.current)
    }
    if isFirst {
      slot.pointee.originalMark = world.pointee.transaction
      slot.pointee.original = slot.pointee.current
    }
    slot.pointee.current = value
  }

  @inline(__always)
  public func slot(_ key: U256, of address: Address, warming: Bool) -> StorageSlot {
    let account = record(address)
    let slot = account.pointee.slots.findOrInsert(key, SlotRecord())
    let wasCold = warming && warm(slot, account)
    let current = slot.pointee.current
    let isWritten = slot.pointee.originalMark == world.pointee.transaction
    return StorageSlot(current: current, original: isWritten ? slot.pointee.original : current, wasCold: wasCold)
  }

  @inline(__always)
  public func warmStorage(_ key: U256, of address: Address) -> (value: U256, wasCold: Bool) {
    let account = record(address)
    let slot = account.pointee.slots.findOrInsert(key, SlotRecord())
    return (slot.pointee.current, warm(slot, account))
  }

  @inline(__always)
  private func warm(
    _ slot: UnsafeMutablePointer<SlotRecord>, _ account: UnsafeMutablePointer<AccountRecord>
  ) -> Bool {
    if slot.pointee.warmMark == world.pointee.transaction { return false }
    world.pointee.note(.warmSlot, account, slot: slot)
    slot.pointee.warmMark = world.pointee.transaction
    return true
  }

  public func transientStorage(_ key: U256, of address: Address) -> U256 {
    guard let record = record(address).pointee.transient?.find(key) else { return .zero }
    return record.pointee.mark == world.pointee.transaction ? record.pointee.value : .zero
  }

  public func setTransientStorage(_ key: U256, of address: Address, to value: U256) {
    let account = record(address)
    if account.pointee.transient == nil { account.pointee.transient = WordTable<TransientRecord>() }
    guard let record = account.pointee.transient?.findOrInsert(key, TransientRecord()) else { return }
    if record.pointee.mark != world.pointee.transaction {
      record.pointee = TransientRecord(mark: world.pointee.transaction)
    }
    if record.pointee.notedAt < world.pointee.lastSnapshot {
      record.pointee.notedAt = world.pointee.journal.count
      world.pointee.note(.transient, account, slot: record, value: record.pointee.value)
    }
    record.pointee.value = value
  }

  // MARK: Effects

  public func touch(_ address: Address) { world.pointee.touch(record(address)) }

  public func transfer(_ value: U256, from sender: Address, to receiver: Address) {
    let target = record(receiver)
    if !value.isZero {
      let source = record(sender)
      world.pointee.setBalance(source, source.pointee.balance &- value)
      world.pointee.bringIntoBeing(target)
      world.pointee.setBalance(target, target.pointee.balance &+ value)
    }
    world.pointee.touch(target)
  }

  public func createAccount(_ address: Address) {
    let account = record(address)
    world.pointee.bringIntoBeing(account)
    world.pointee.touch(account)
  }

  public func createContract(_ address: Address) {
    let account = record(address)
    world.pointee.bringIntoBeing(account)
    world.pointee.touch(account)
    if hasStorage(address) {
      // The access set outlives the values.
      var slots = WordTable<SlotRecord>()
      account.pointee.slots.forEach { key, slot in
        slots.findOrInsert(key, SlotRecord()).pointee.warmMark = slot.warmMark
      }
      world.pointee.savedSlots.append(account.pointee.slots)
      world.pointee.note(.slots, account)
      account.pointee.slots = slots
    }
    world.pointee.note(.created, account)
    account.pointee.createdMark = world.pointee.transaction
  }

  public func hasSelfDestructed(_ address: Address) -> Bool {
    record(address).pointee.destroyedMark == world.pointee.transaction
  }

  public func selfDestruct(_ address: Address, beneficiary: Address, onlyIfNew: Bool) {
    let account = record(address)
    let target = record(beneficiary)
    let isDeleted = !onlyIfNew || account.pointee.createdMark == world.pointee.transaction
    let balance = account.pointee.balance
    if account != target {
      world.pointee.bringIntoBeing(target)
      if !balance.isZero {
        world.pointee.setBalance(target, target.pointee.balance &+ balance)
        world.pointee.setBalance(account, .zero)
      }
      world.pointee.touch(target)
    } else if isDeleted, !balance.isZero {
      world.pointee.setBalance(account, .zero)
    }
    world.pointee.touch(account)
    if isDeleted, account.pointee.destroyedMark != world.pointee.transaction {
      world.pointee.note(.destroyed, account)
      account.pointee.destroyedMark = world.pointee.transaction
    }
  }

  public func emit(_ log: LogEntry) {
    world.pointee.note(.log, world.pointee.account(log.address))
    world.pointee.logs.append(log)
  }

  public func blockHash(_ number: UInt64) -> Hash256 { blockHashes(number) }

  // MARK: Undoing

  public func snapshot() -> Int {
    world.pointee.lastSnapshot = world.pointee.journal.count
    return world.pointee.lastSnapshot
  }

  public func revert(to snapshot: Int) { world.pointee.undo(to: snapshot) }

  public func warmAccount(_ address: Address) -> Bool {
    let account = record(address)
    if account.pointee.warmMark == world.pointee.transaction { return false }
    world.pointee.note(.warmAccount, account)
    account.pointee.warmMark = world.pointee.transaction
    return true
  }
}
