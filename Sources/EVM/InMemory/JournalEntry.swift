import Primitives

/// One change that a revert undoes: what it was, where, and the value before.
struct JournalEntry {
  enum Change: UInt8 {
    case balance, nonce, storage, transient, existence, created, destroyed, touched, warmAccount, warmSlot, code, slots, log
  }

  var change: Change
  var account: UnsafeMutablePointer<AccountRecord>
  /// The slot, for changes of storage.
  var key = U256.zero
  /// The value before; for code and whole storages an index into the host's list of saved ones.
  var value = U256.zero
}
