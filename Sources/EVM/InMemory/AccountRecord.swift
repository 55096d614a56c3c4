import Primitives

/// An account in `InMemoryHost`. Also stands for absent accounts that were asked for.
struct AccountRecord {
  let address: Address
  /// Whether the account is in the state.
  var exists = false
  var nonce: UInt64 = 0
  var balance = U256.zero
  var code = Bytecode.empty
  var codeHash = Hash256.ofEmptyCode
  var slots = WordTable<SlotRecord>()
  var transient: WordTable<TransientRecord>?

  // Marks of the transaction in progress: they hold while they equal the host's transaction number.

  /// In the access set.
  var warmMark: UInt32 = 0
  /// Made by a creation.
  var createdMark: UInt32 = 0
  /// Self-destructed.
  var destroyedMark: UInt32 = 0
  /// Touched in the sense of EIP-161.
  var touchedMark: UInt32 = 0
  /// In the host's list of accounts to look at when the transaction ends.
  var listedMark: UInt32 = 0

  init(_ address: Address) {
    self.address = address
  }

  /// Without code, balance and nonce (EIP-161).
  var isEmpty: Bool { nonce == 0 && balance.isZero && code.isEmpty }
}

/// A storage slot.
struct SlotRecord: BitwiseCopyable {
  var current = U256.zero
  /// The value at the start of the transaction of `originalMark`.
  var original = U256.zero
  /// The transaction that first wrote the slot after `original` was noted.
  var originalMark: UInt32 = 0
  /// The transaction that has the slot in its access set.
  var warmMark: UInt32 = 0
  /// Where the journal has the value before the last write.
  var notedAt = -1

  mutating func undo(_ value: U256) {
    current = value
    notedAt = -1
  }
}

/// A slot of transient storage.
struct TransientRecord: BitwiseCopyable {
  var value = U256.zero
  /// The transaction that wrote it.
  var mark: UInt32 = 0
  /// Where the journal has the value before the last write.
  var notedAt = -1

  mutating func undo(_ value: U256) {
    self.value = value
    notedAt = -1
  }
}
