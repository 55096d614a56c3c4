public import Primitives

/// The contract that remembers the hashes of the last 8,191 blocks (EIP-2935), at the same address on every chain that has it.
public enum HistoryContract {
  /// Where it is: 0x0000f90827f1c53a10cb7a02335b175320002935.
  public static let address = Address(
    Hash160(truncating: U256(w0: 0x335b_1753_2000_2935, w1: 0x27f1_c53a_10cb_7a02, w2: 0x0000_f908, w3: 0)))

  /// Who calls it to store a hash: 0xfffffffffffffffffffffffffffffffffffffffe.
  public static let caller = Address(Hash160(truncating: .max &- 1))

  /// Its code. From `caller` it stores the input under (number - 1) % 8191; from others it takes a height and returns the hash.
  public static let code: [UInt8] = [
    0x33, 0x73, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xfe, 0x14, 0x60, 0x46, 0x57, 0x60, 0x20, 0x36, 0x03, 0x60, 0x42, 0x57, 0x5f, 0x35, 0x60, 0x01, 0x43, 0x03, 0x81, 0x11, 0x60,
    0x42, 0x57, 0x61, 0x1f, 0xff, 0x81, 0x43, 0x03, 0x11, 0x60, 0x42, 0x57, 0x61, 0x1f, 0xff, 0x90, 0x06, 0x54, 0x5f, 0x52, 0x60,
    0x20, 0x5f, 0xf3, 0x5b, 0x5f, 0x5f, 0xfd, 0x5b, 0x5f, 0x35, 0x61, 0x1f, 0xff, 0x60, 0x01, 0x43, 0x03, 0x06, 0x55, 0x00,
  ]

  /// What a call from `caller` may use; nobody pays for it.
  static let gas: UInt64 = 30_000_000
}

extension TransactionProcessor {
  /// Stores the hash of the block before, as each block does before its first transaction from Prague on. Nothing happens
  /// under other rules, or where the contract is not deployed.
  ///
  /// - Throws: the host's fault.
  public func storeParentHash(_ hash: Hash256, on host: InMemoryHost) throws(HostFault) {
    guard transactionRules.storesParentHashes, host.codeSize(of: HistoryContract.address) > 0 else { return }
    let machine = VirtualMachine(
      host: host, rules: rules, block: block, transaction: TransactionContext(origin: HistoryContract.caller), arena: arena)
    _ = try machine.call(
      caller: HistoryContract.caller, to: HistoryContract.address, value: .zero, input: hash.bytes, gas: HistoryContract.gas)
    host.finishTransaction(deletesEmptyAccounts: transactionRules.deletesEmptyAccounts)
  }
}
