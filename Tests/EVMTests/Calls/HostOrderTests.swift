import EVM
import Primitives
import Testing

/// The order in which the host is asked is part of its contract: it is go-ethereum's.
struct HostOrderTests {
  private func machine(_ host: RecordingHost, _ rules: EVMRules) throws -> VirtualMachine<RecordingHost> {
    host.base.setAccount(TestMachine.caller, balance: 1_000)
    return VirtualMachine(
      host: host, rules: CompiledRules(rules), block: BlockContext(), transaction: TransactionContext(),
      arena: try ExecutionArena())
  }

  private var bare: EVMRules { EVMRules(opcodes: EVMRules.constantinople.opcodes, precompiles: .frontier) }

  @Test("asks a call for balance, snapshot, existence, transfer, code")
  func call() throws {
    let host = RecordingHost()
    host.base.setAccount(TestMachine.contract, code: Assembly(.stop).bytes)
    _ = try machine(host, bare).call(caller: TestMachine.caller, to: TestMachine.contract, value: 1, input: [], gas: 10)
    #expect(host.calls == ["balance caller", "snapshot", "exists contract", "transfer caller contract", "code contract"])
  }

  @Test("makes a missing account before the transfer, also without value where the rules say so")
  func missing() throws {
    let host = RecordingHost()
    _ = try machine(host, bare).call(caller: TestMachine.caller, to: TestMachine.other, value: 0, input: [], gas: 10)
    #expect(
      host.calls == ["snapshot", "exists other", "createAccount other", "transfer caller other", "code other"])
    let ignoring = RecordingHost()
    _ = try machine(ignoring, .byzantium).call(caller: TestMachine.caller, to: TestMachine.other, value: 0, input: [], gas: 10)
    #expect(ignoring.calls == ["snapshot", "exists other"])
  }

  @Test("reverts a failing call to its snapshot")
  func failure() throws {
    let host = RecordingHost()
    host.base.setAccount(TestMachine.contract, code: Assembly().store(1, at: 1).then(.invalid).bytes)
    let result = try machine(host, bare).call(caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: [], gas: 100_000)
    #expect(result.outcome == .halt(.invalidInstruction))
    #expect(host.calls.suffix(3) == ["storage contract", "setStorage contract", "revert"])
  }

  @Test("asks a creation for balance, nonce, the address's code and nonce, snapshot, account, transfer, code")
  func creation() throws {
    let host = RecordingHost()
    let created = try machine(host, .spuriousDragon).create(
      caller: TestMachine.caller, value: 1, initCode: Assembly().push(0).push(0).then(.return).bytes, gas: 10_000)
    #expect(created.isSuccess)
    #expect(
      host.calls == [
        "nonce caller", "balance caller", "nonce caller", "setNonce caller", "codeHash new", "nonce new", "snapshot",
        "createContract new", "setNonce new", "transfer caller new", "setCode new",
      ])
  }

  @Test("takes a snapshot for CALLCODE, DELEGATECALL and STATICCALL, and moves nothing")
  func others() throws {
    for (opcode, prelude) in [(.callCode, []), (.delegateCall, []), (.staticCall, [])] as [(Opcode, [String])] {
      let host = RecordingHost()
      host.base.setAccount(TestMachine.contract, code: Assembly().call(opcode, TestMachine.other, gas: 0).bytes)
      _ = try machine(host, bare).call(caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: [], gas: 100_000)
      #expect(Array(host.calls.dropFirst(4)) == prelude + ["snapshot", "code other"], "\(opcode)")
    }
  }

  @Test("asks whether a call makes an account when it pays for the call")
  func newAccountCharge() throws {
    let host = RecordingHost()
    host.base.setAccount(TestMachine.contract, code: Assembly().call(.call, TestMachine.other, gas: 0).bytes)
    _ = try machine(host, bare).call(caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: [], gas: 100_000)
    #expect(
      Array(host.calls.dropFirst(4)) == [
        "exists other", "snapshot", "exists other", "createAccount other", "transfer contract other", "code other",
      ])
  }

  @Test("ends with the host's fault, whatever frame it happened in")
  func fault() throws {
    let host = RecordingHost()
    host.base.setAccount(TestMachine.other, code: Assembly().store(1, at: 1).bytes)
    host.base.setAccount(TestMachine.contract, code: Assembly().call(.call, TestMachine.other, gas: 50_000).bytes)
    host.fault = HostFault(code: "storage", description: "the disk is gone")
    #expect(throws: HostFault(code: "storage", description: "the disk is gone")) {
      try machine(host, bare).call(caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: [], gas: 100_000)
    }
  }

  @Test("finds out a host that lacks what its rules need")
  func unsupported() throws {
    let host = RecordingHost()
    host.base.setAccount(TestMachine.contract, code: Assembly().push(0).then(.sload).bytes)
    #expect(throws: HostFault.self) {
      try machine(host, .berlin).call(caller: TestMachine.caller, to: TestMachine.contract, value: 0, input: [], gas: 100_000)
    }
  }
}
