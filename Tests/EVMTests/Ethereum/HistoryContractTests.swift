import EVM
import Primitives
import Testing

/// The hashes of earlier blocks in the state (EIP-2935).
struct HistoryContractTests {
  private func makeHost(deployed: Bool = true) -> InMemoryHost {
    let host = InMemoryHost()
    if deployed { host.setAccount(HistoryContract.address, nonce: 1, code: HistoryContract.code) }
    return host
  }

  private func store(_ hash: Hash256, at number: UInt64, _ fork: EthereumFork = .prague, on host: InMemoryHost) throws {
    let processor = TransactionProcessor(
      rules: CompiledRules(fork.rules), transactionRules: fork.transactionRules, block: BlockContext(number: number),
      arena: try ExecutionArena())
    try processor.storeParentHash(hash, on: host)
  }

  /// What anybody who asks for a height at another height gets.
  private func read(_ height: UInt64, at number: UInt64, on host: InMemoryHost) throws -> ExecutionResult {
    let machine = VirtualMachine(
      host: host, rules: CompiledRules(.prague), block: BlockContext(number: number), transaction: TransactionContext(),
      arena: try ExecutionArena())
    return try machine.call(
      caller: TestMachine.caller, to: HistoryContract.address, value: 0, input: U256(height).bigEndianBytes, gas: 100_000)
  }

  @Test("is where the EIP says, with the code whose hash clients check")
  func address() {
    #expect(HistoryContract.address.hexadecimal == "0x0000f90827f1c53a10cb7a02335b175320002935")
    #expect(HistoryContract.caller.hexadecimal == "0xfffffffffffffffffffffffffffffffffffffffe")
    #expect(HistoryContract.code.count == 83)
    #expect(Bytecode(HistoryContract.code).hash.hex == "6e49e66782037c0555897870e29fa5e552daf4719552131a0abce779daec0a5d")
  }

  @Test("remembers a parent's hash for 8,191 blocks")
  func window() throws {
    let host = makeHost()
    let hash = Hash256(U256(77))
    try store(hash, at: 1_000, on: host)
    #expect(host.storage(999, of: HistoryContract.address) == 77)
    #expect(try read(999, at: 1_000, on: host).word == 77)
    #expect(try read(999, at: 999 + 8_191, on: host).word == 77)
    #expect(try read(999, at: 1_000 + 8_191, on: host).outcome == .revert)
    #expect(try read(1_000, at: 1_000, on: host).outcome == .revert)
    try store(Hash256(U256(78)), at: 1_000 + 8_191, on: host)
    #expect(host.storage(999, of: HistoryContract.address) == 78)
  }

  @Test("lets nobody but the system store a hash")
  func caller() throws {
    let host = makeHost()
    _ = try read(5, at: 9, on: host)
    #expect(host.accounts.allSatisfy { $0.storage.isEmpty })
  }

  @Test("does nothing before Prague, or where the contract is missing")
  func absent() throws {
    let early = makeHost()
    try store(Hash256(U256(1)), at: 10, .cancun, on: early)
    #expect(early.storage(9, of: HistoryContract.address) == 0)
    let bare = makeHost(deployed: false)
    try store(Hash256(U256(1)), at: 10, on: bare)
    #expect(bare.accounts.isEmpty)
  }
}
