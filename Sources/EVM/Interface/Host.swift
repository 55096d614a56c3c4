public import Primitives

/// The world that a contract sees: accounts, storage, logs, block hashes, and the snapshots that undo changes.
///
/// The machine calls a host in a fixed order, which is go-ethereum's: a call is balance check, `snapshot`,
/// `accountExists`, `createAccount`, `transfer`, `code`, run, and `revert` when it failed; a creation is balance check,
/// `nonce`, `setNonce`, `codeHash` and `nonce` of the new address, `snapshot`, `createContract`, `setNonce` of the new
/// contract, `transfer`, run, `setCode`, and `revert` when it failed. Hosts may rely on that order; some chains made it
/// part of their consensus. A snapshot that is not reverted is never mentioned again.
///
/// A class, so that the machine can hold it without copies; used by one thread at a time. The machine is generic over
/// it: inside this module the call is direct, elsewhere it costs one indirect jump and no reference counting.
/// Any method may throw a `HostFault`, which ends the execution.
public protocol Host: AnyObject {
  // MARK: Accounts

  /// Whether the account is in the state, be it empty.
  func accountExists(_ address: Address) throws(HostFault) -> Bool
  /// Whether the account is absent or has no code, no balance and nonce 0 (EIP-161).
  func accountIsEmpty(_ address: Address) throws(HostFault) -> Bool
  /// The balance; 0 for an absent account.
  func balance(of address: Address) throws(HostFault) -> U256
  /// The nonce; 0 for an absent account.
  func nonce(of address: Address) throws(HostFault) -> UInt64
  /// Sets the nonce.
  func setNonce(_ nonce: UInt64, of address: Address) throws(HostFault)
  /// The code, empty if there is none. Hosts should hand out the same object for the same code, see `CodeCache`.
  func code(of address: Address) throws(HostFault) -> Bytecode
  /// The number of bytes of code: EXTCODESIZE.
  func codeSize(of address: Address) throws(HostFault) -> Int
  /// What EXTCODEHASH pushes: the zero hash for an account that counts as absent.
  func codeHash(of address: Address) throws(HostFault) -> Hash256
  /// Stores the code of a contract that was just created (or, under EIP-7702, a delegation).
  func setCode(_ code: [UInt8], of address: Address) throws(HostFault)
  /// Whether the account has a non-empty storage, which forbids a creation there (EIP-7610).
  func hasStorage(_ address: Address) throws(HostFault) -> Bool

  // MARK: Storage

  /// SLOAD: the value of a slot, 0 if never written.
  func storage(_ key: U256, of address: Address) throws(HostFault) -> U256
  /// SSTORE: called even if the value does not change, when the rules say so (`EVMRules.storage`).
  func setStorage(_ key: U256, of address: Address, to value: U256) throws(HostFault)
  /// The slot for a net-metered SSTORE (EIP-1283 and later). If `warming`, also puts it into the access set (EIP-2929).
  func slot(_ key: U256, of address: Address, warming: Bool) throws(HostFault) -> StorageSlot
  /// SLOAD under EIP-2929: reads the slot and puts it into the access set.
  func warmStorage(_ key: U256, of address: Address) throws(HostFault) -> (value: U256, wasCold: Bool)
  /// TLOAD (EIP-1153).
  func transientStorage(_ key: U256, of address: Address) throws(HostFault) -> U256
  /// TSTORE (EIP-1153); undone by `revert` like a write to storage.
  func setTransientStorage(_ key: U256, of address: Address, to value: U256) throws(HostFault)

  // MARK: Effects

  /// Moves `value` after the machine has checked the balance. Called for amounts of zero too, where it "touches" the
  /// receiver (EIP-161).
  func transfer(_ value: U256, from sender: Address, to receiver: Address) throws(HostFault)
  /// A static call names the account, which removes it at the end if it is empty (EIP-161). By default nothing.
  func touch(_ address: Address) throws(HostFault)
  /// Makes an empty account that a call found missing; a balance that it should already have stays.
  func createAccount(_ address: Address) throws(HostFault)
  /// Makes the account of a contract about to be created: storage cleared, balance kept, marked as created in this
  /// transaction (EIP-6780).
  func createContract(_ address: Address) throws(HostFault)
  /// Whether the account has self-destructed in this transaction.
  func hasSelfDestructed(_ address: Address) throws(HostFault) -> Bool
  /// SELFDESTRUCT: moves the whole balance to the beneficiary and marks the account for deletion. If `onlyIfNew`,
  /// it is deleted only if it was created in this transaction (EIP-6780), and a balance sent to itself is burnt only then.
  func selfDestruct(_ address: Address, beneficiary: Address, onlyIfNew: Bool) throws(HostFault)
  /// LOG0 to LOG4. Whether `revert` removes logs is the host's business: most chains do, some do not.
  func emit(_ log: LogEntry) throws(HostFault)
  /// BLOCKHASH of one of the 256 blocks before the current one; the machine has checked the range.
  func blockHash(_ number: UInt64) throws(HostFault) -> Hash256

  // MARK: Undoing

  /// A mark that `revert` can return to.
  func snapshot() throws(HostFault) -> Int
  /// Undoes everything since the snapshot.
  func revert(to snapshot: Int) throws(HostFault)

  // MARK: Access set

  /// Puts an account into the access set (EIP-2929); returns whether it was outside.
  func warmAccount(_ address: Address) throws(HostFault) -> Bool
}

/// Defaults for what only rules from Byzantium's successors on ask. They throw, so a host that lacks what its rules
/// need is found out at the first use.
extension Host {
  public func touch(_ address: Address) throws(HostFault) {}

  public func hasStorage(_ address: Address) throws(HostFault) -> Bool {
    throw .unsupported("hasStorage")
  }

  public func slot(_ key: U256, of address: Address, warming: Bool) throws(HostFault) -> StorageSlot {
    throw .unsupported("slot")
  }

  public func warmStorage(_ key: U256, of address: Address) throws(HostFault) -> (value: U256, wasCold: Bool) {
    throw .unsupported("warmStorage")
  }

  public func transientStorage(_ key: U256, of address: Address) throws(HostFault) -> U256 {
    throw .unsupported("transientStorage")
  }

  public func setTransientStorage(_ key: U256, of address: Address, to value: U256) throws(HostFault) {
    throw .unsupported("setTransientStorage")
  }

  public func warmAccount(_ address: Address) throws(HostFault) -> Bool {
    throw .unsupported("warmAccount")
  }
}
