import EVM
import Primitives

/// A host that notes what the machine asks, in order, and leaves the work to an `InMemoryHost`.
final class RecordingHost: Host {
  let base = InMemoryHost()
  private(set) var calls: [String] = []
  /// Thrown by the next write to storage, if set.
  var fault: HostFault?

  func forget() { calls = [] }

  private func name(_ address: Address) -> String {
    switch address {
    case TestMachine.caller: "caller"
    case TestMachine.contract: "contract"
    case TestMachine.other: "other"
    default: "new"
    }
  }

  private func note(_ what: String, _ address: Address) { calls.append("\(what) \(name(address))") }

  func accountExists(_ address: Address) -> Bool {
    note("exists", address)
    return base.accountExists(address)
  }

  func accountIsEmpty(_ address: Address) -> Bool {
    note("empty", address)
    return base.accountIsEmpty(address)
  }

  func balance(of address: Address) -> U256 {
    note("balance", address)
    return base.balance(of: address)
  }

  func nonce(of address: Address) -> UInt64 {
    note("nonce", address)
    return base.nonce(of: address)
  }

  func setNonce(_ nonce: UInt64, of address: Address) {
    note("setNonce", address)
    base.setNonce(nonce, of: address)
  }

  func code(of address: Address) -> Bytecode {
    note("code", address)
    return base.code(of: address)
  }

  func codeSize(of address: Address) -> Int {
    note("codeSize", address)
    return base.codeSize(of: address)
  }

  func codeHash(of address: Address) -> Hash256 {
    note("codeHash", address)
    return base.codeHash(of: address)
  }

  func setCode(_ code: [UInt8], of address: Address) {
    note("setCode", address)
    base.setCode(code, of: address)
  }

  func storage(_ key: U256, of address: Address) -> U256 {
    note("storage", address)
    return base.storage(key, of: address)
  }

  func setStorage(_ key: U256, of address: Address, to value: U256) throws(HostFault) {
    if let fault { throw fault }
    note("setStorage", address)
    base.setStorage(key, of: address, to: value)
  }

  func transfer(_ value: U256, from sender: Address, to receiver: Address) {
    calls.append("transfer \(name(sender)) \(name(receiver))")
    base.transfer(value, from: sender, to: receiver)
  }

  func createAccount(_ address: Address) {
    note("createAccount", address)
    base.createAccount(address)
  }

  func createContract(_ address: Address) {
    note("createContract", address)
    base.createContract(address)
  }

  func hasSelfDestructed(_ address: Address) -> Bool {
    note("hasSelfDestructed", address)
    return base.hasSelfDestructed(address)
  }

  func selfDestruct(_ address: Address, beneficiary: Address, onlyIfNew: Bool) {
    note("selfDestruct", address)
    base.selfDestruct(address, beneficiary: beneficiary, onlyIfNew: onlyIfNew)
  }

  func emit(_ log: LogEntry) {
    note("log", log.address)
    base.emit(log)
  }

  func blockHash(_ number: UInt64) -> Hash256 { base.blockHash(number) }

  func snapshot() -> Int {
    calls.append("snapshot")
    return base.snapshot()
  }

  func revert(to snapshot: Int) {
    calls.append("revert")
    base.revert(to: snapshot)
  }
}
