import EVM
import Primitives
import Testing

/// Access sets (EIP-2929), transient storage (EIP-1153), self-destruction (EIP-6780), delegations (EIP-7702).
struct AccessTests {
  private func used(_ code: Assembly, _ fork: EthereumFork = .berlin) throws -> UInt64 {
    let result = try TestMachine(fork).run(code)
    return result.used(of: 1_000_000)
  }

  @Test("charges the first use of an account 2,600 and further ones 100")
  func accounts() throws {
    let balance = Assembly().push(TestMachine.other).then(.balance)
    #expect(try used(balance) == 3 + 2_600)
    #expect(try used(balance.then(balance)) == 3 + 2_600 + 3 + 100)
    #expect(try used(balance.push(TestMachine.other).then(.extCodeSize)) == 3 + 2_600 + 3 + 100)
    #expect(try used(balance.call(.staticCall, TestMachine.other)) == 3 + 2_600 + 6 * 3 + 100)
    #expect(try used(Assembly().call(.delegateCall, TestMachine.other)) == 6 * 3 + 2_600)
  }

  @Test("charges the first use of a slot 2,100 and further ones 100, by account")
  func slots() throws {
    let load = Assembly().push(7).then(.sload)
    #expect(try used(load) == 3 + 2_100)
    #expect(try used(load.then(load)) == 3 + 2_100 + 3 + 100)
    #expect(try used(load.store(0, at: 7)) == 3 + 2_100 + 6 + 100)
    #expect(try used(Assembly().store(0, at: 7).then(load)) == 6 + 2_100 + 100 + 3 + 100)
  }

  @Test("forgets what a failed frame added to the sets")
  func undo() throws {
    let machine = TestMachine(.berlin)
    machine.deploy(Assembly().push(1).then(.sload).push(0).push(0).then(.revert), at: TestMachine.other)
    let call = Assembly().call(.call, TestMachine.other)
    machine.deploy(call)
    let once = try machine.call().used(of: 1_000_000)
    machine.host.finishTransaction(deletesEmptyAccounts: true)
    machine.deploy(call.then(call))
    let twice = try machine.call().used(of: 1_000_000)
    // The second call finds the account warm, the slot cold again.
    #expect(twice == 2 * once - 2_500)
  }

  @Test("warms the beneficiary of a self-destruction at full price")
  func beneficiary() throws {
    #expect(try used(Assembly().push(TestMachine.other).then(.selfDestruct)) == 3 + 5_000 + 2_600)
    #expect(
      try used(Assembly().push(TestMachine.other).then(.balance).push(TestMachine.other).then(.selfDestruct)) == 3 + 2_600 + 3 + 5_000)
  }

  @Test("keeps transient storage between calls of a transaction, by account, and undoes it with its frame")
  func transient() throws {
    let machine = TestMachine()
    machine.deploy(Assembly().push(5).push(1).then(.tstore).push(1).then(.tload).push(0).then(.sstore), at: TestMachine.other)
    let code = Assembly().push(3).push(1).then(.tstore).call(.call, TestMachine.other).push(1).then(.tload)
    #expect(try machine.word(code) == 3)
    #expect(machine.host.storage(0, of: TestMachine.other) == 5)
    machine.host.finishTransaction(deletesEmptyAccounts: true)
    #expect(try machine.word(Assembly().push(1).then(.tload)) == 0)
    machine.deploy(Assembly().push(9).push(1).then(.tstore).push(0).push(0).then(.revert), at: TestMachine.other)
    let undone = Assembly().push(4).push(1).then(.tstore).call(.callCode, TestMachine.other).push(1).then(.tload)
    #expect(try machine.word(undone) == 4)
  }

  @Test("copies overlapping memory as if through a buffer (EIP-5656)")
  func mcopy() throws {
    let bytes = U256(hex: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f") ?? 0
    let start = Assembly().push(bytes).push(0).then(.mstore)
    let forward = try TestMachine().word(start.push(31).push(0).push(1).then(.mcopy).push(0).then(.mload))
    #expect(forward == U256(hex: "00000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e"))
    let backward = try TestMachine().word(start.push(31).push(1).push(0).then(.mcopy).push(0).then(.mload))
    #expect(backward == U256(hex: "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f1f"))
  }

  @Test("deletes with SELFDESTRUCT every account, from Cancun on only those of the same transaction")
  func selfDestruct() throws {
    for fork in [EthereumFork.shanghai, .cancun] {
      let machine = TestMachine(fork)
      machine.deploy(Assembly().push(TestMachine.other).then(.selfDestruct), balance: 50)
      #expect(try machine.call().isSuccess)
      machine.host.finishTransaction(deletesEmptyAccounts: true)
      #expect(machine.host.balance(of: TestMachine.other) == 50)
      #expect(machine.host.accountExists(TestMachine.contract) == (fork >= .cancun))
      let fresh = try machine.create(Assembly().push(TestMachine.other).then(.selfDestruct), value: 1)
      machine.host.finishTransaction(deletesEmptyAccounts: true)
      #expect(machine.host.accountExists(try #require(fresh.createdAddress)) == false)
    }
  }

  @Test("burns a balance sent to oneself only if the account is deleted")
  func selfBeneficiary() throws {
    for (fork, left) in [(.shanghai, 0), (.cancun, 50)] as [(EthereumFork, U256)] {
      let machine = TestMachine(fork)
      machine.deploy(Assembly(.address, .selfDestruct), balance: 50)
      #expect(try machine.call().isSuccess)
      #expect(machine.host.balance(of: TestMachine.contract) == left)
    }
  }

  @Test("runs the code that an account delegates to, charging the access, from Prague on")
  func delegation() throws {
    let target = Address(number: 0x7a5)
    for fork in [EthereumFork.cancun, .prague] {
      let machine = TestMachine(fork)
      machine.host.setAccount(target, code: Assembly(.address).push(0).then(.sstore).bytes)
      machine.host.setAccount(TestMachine.other, code: Delegation.code(to: target))
      machine.deploy(Assembly().call(.call, TestMachine.other, gas: 30_000))
      let result = try machine.call()
      #expect(result.isSuccess)
      // Without the rule, the designation is code that halts, and its gas is gone.
      let expected: UInt64 = fork >= .prague ? 21 + 2_600 + 2_600 + 2 + 3 + 22_100 : 21 + 2_600 + 30_000
      #expect(result.used(of: 1_000_000) == expected)
      #expect(machine.host.storage(0, of: TestMachine.other) == (fork >= .prague ? U256(TestMachine.other.hash) : 0))
    }
  }

  @Test("follows a delegation once, never to a precompiled contract, and shows the designation to EXTCODE*")
  func delegationLimits() throws {
    let machine = TestMachine(.prague)
    machine.host.setAccount(Address(number: 0x7a5), code: Delegation.code(to: TestMachine.other))
    machine.host.setAccount(TestMachine.other, code: Delegation.code(to: Address(number: 0x7a5)))
    #expect(try machine.word(Assembly().call(.call, TestMachine.other, gas: 30_000)) == 0)
    #expect(try machine.word(Assembly().push(TestMachine.other).then(.extCodeSize)) == 23)
    machine.host.setAccount(TestMachine.other, code: Delegation.code(to: Address(number: 1)))
    #expect(try machine.word(Assembly().call(.call, TestMachine.other, gas: 0)) == 1)
  }
}
