internal import ChainSpec
internal import EVM
internal import Primitives
internal import ProtocolKit
internal import State

extension ContractState: Host {
  func accountExists(_ address: Address) throws(HostFault) -> Bool {
    try account(address) != nil
  }

  func accountIsEmpty(_ address: Address) throws(HostFault) -> Bool {
    guard let account = try account(address) else { return true }
    let hasCode = account.codeHash.contains { $0 != 0 }
    return account.nonce == 0 && account.balance.isZero && !hasCode
  }

  func balance(of address: Address) throws(HostFault) -> U256 {
    try account(address)?.balance ?? .zero
  }

  func nonce(of address: Address) throws(HostFault) -> UInt64 {
    try account(address)?.nonce ?? 0
  }

  func setNonce(_ nonce: UInt64, of address: Address) throws(HostFault) {
    guard !(try isUnusable(address)) else { return }
    var account = try account(address) ?? Account()
    account.nonce = nonce
    store(account, at: address)
  }

  func code(of address: Address) throws(HostFault) -> Bytecode {
    if let code = table[address.hash]?.newCode { return code }
    guard let account = try account(address), let hash = Hash256(account.codeHash) else { return .empty }
    if let code = codes.code(withHash: hash) { return code }
    do {
      guard let bytes = try state.get(.code, account.codeHash) else { return .empty }
      let code = Bytecode(bytes)
      codes.store(code, hash: hash)
      return code
    } catch {
      throw stop(.fault(error))
    }
  }

  func codeSize(of address: Address) throws(HostFault) -> Int {
    try code(of: address).count
  }

  func codeHash(of address: Address) throws(HostFault) -> Hash256 {
    try account(address).flatMap { Hash256($0.codeHash) } ?? .zero
  }

  func setCode(_ code: [UInt8], of address: Address) throws(HostFault) {
    guard let contract = try writableContract(address) else {
      throw stop(.rejected(.init(.unreadableStorage, "the contract \(address) cannot be given code")))
    }
    let bytecode = Bytecode(code)
    contract.setCode(bytecode, hash: bytecode.hash)
  }

  func storage(_ key: U256, of address: Address) throws(HostFault) -> U256 {
    guard let contract = try contract(address) else { return .zero }
    let bytes = try withStorage { () throws(TrieError) in try contract.value(of: key.bigEndianBytes) }
    return bytes.flatMap { U256(bigEndian: $0) } ?? .zero
  }

  func setStorage(_ key: U256, of address: Address, to value: U256) throws(HostFault) {
    guard let contract = try writableContract(address) else { return }
    try withStorage { () throws(TrieError) in try contract.setValue(value.bigEndianBytes, of: key.bigEndianBytes) }
  }

  func transfer(_ value: U256, from sender: Address, to receiver: Address) throws(HostFault) {
    try subtract(value, from: sender)
    try add(value, to: receiver)
  }

  func createAccount(_ address: Address) throws(HostFault) {
    guard table[address.hash] == nil else { return }
    do {
      if try state.account(address) == nil { state.setAccount(Account(), at: address) }
    } catch {
      if case .malformedRecord = error { return }
      throw stop(.fault(error))
    }
  }

  func createContract(_ address: Address) throws(HostFault) {
    try createAccount(address)
  }

  func hasSelfDestructed(_ address: Address) throws(HostFault) -> Bool {
    destroyed.addresses.contains(address.hash)
  }

  /// The balance goes to the beneficiary before the contract's is cleared; a contract that names itself is paid, and then
  /// cleared. Both are written.
  func selfDestruct(_ address: Address, beneficiary: Address, onlyIfNew: Bool) throws(HostFault) {
    try add(balance(of: address), to: beneficiary)
    guard var account = try account(address) else { return }
    account.balance = .zero
    store(account, at: address)
    destroyed.addresses.insert(address.hash)
  }

  func emit(_ log: LogEntry) throws(HostFault) {
    append(log)
  }

  /// Always zero at Mainnet Alpha: the reference looks the hash up and then returns it only if that failed (golden
  /// quirk 21).
  func blockHash(_ number: UInt64) throws(HostFault) -> Hash256 {
    .zero
  }

  /// Marks this point. An id that is in use again keeps what was saved under it first (golden quirk 41).
  func snapshot() throws(HostFault) -> Int {
    let id = state.snapshot()
    if saved[id] == nil || !rules.keepsStaleSnapshots { saved[id] = (table.copy(), destroyed.copy()) }
    return id
  }

  func revert(to snapshot: Int) throws(HostFault) {
    do {
      try state.revert(to: snapshot)
    } catch {
      throw stop(.fault(error))
    }
    guard let restored = saved[snapshot] else { return }
    destroyed = restored.destroyed
    table = restored.table
    for (_, contract) in table.sorted {
      do {
        try contract.reloadStorage()
      } catch {
        if case .fault(let fault) = error { throw stop(.fault(fault)) }
        // The reference stops here too, at a contract that the order of a map chooses (golden quirk 42).
        return
      }
    }
  }
}
