import EVM
import Primitives
import Testing

/// Contracts that make contracts.
struct CreationTests {
  /// Init code that stores a run-time code of so many zero bytes.
  private func returning(_ size: U256) -> Assembly { Assembly().push(size).push(0).then(.return) }

  @Test("puts contracts where CREATE and CREATE2 say")
  func addresses() throws {
    let machine = TestMachine()
    // keccak256(rlp([0x…c0de, nonce])), last 20 bytes, as eth-utils and rlp compute it.
    for (nonce, address) in [
      (1, "5f6baaeb5b7c97725f84d1569c4abc85135f4716"), (127, "868eff5034cf6d20d1047292ffef0dc4529d0554"),
      (128, "6f731a5099c2a32cd5275dc418d5ebbfb10e7ad0"), (1 << 63, "6350f27fe33a745ce1ac8a02e52d3f817e7aac0f"),
    ] as [(UInt64, String)] {
      machine.host.setAccount(TestMachine.contract, nonce: nonce, code: Assembly().create([]).returningTop().bytes)
      #expect(try machine.call().word == U256(hex: address), "\(nonce)")
    }
    // EIP-1014, example 2: the creator is 0xdeadbeef…, the salt 0, the code 0x00.
    let creator = try Address(parsing: "0xdeadbeef00000000000000000000000000000000")
    machine.host.setAccount(creator, nonce: 1)
    let second = try machine.machine().create(caller: creator, value: 0, initCode: [0], gas: 100_000, salt: 0)
    #expect(second.createdAddress?.hexadecimal == "0xb928f69bb1d91cd65274e3c79d8986362984fda3")
    // The Yellow Paper's rule for a nonce of 0 and beyond 127, checked against known contracts.
    let known = try Address(parsing: "0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0")
    machine.host.setAccount(known, nonce: 0)
    let zero = try machine.machine().create(caller: known, value: 0, initCode: [], gas: 100_000)
    #expect(zero.createdAddress?.hexadecimal == "0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d")
    let one = try machine.machine().create(caller: known, value: 0, initCode: [], gas: 100_000)
    #expect(one.createdAddress?.hexadecimal == "0x343c43a37d37dff08ae8c4a11544c718abb4fcf8")
  }

  @Test("charges 200 for each byte of code and 32,000 for the creation")
  func prices() throws {
    let machine = TestMachine()
    let result = try machine.create(returning(100), gas: 100_000)
    #expect(result.isSuccess)
    #expect(result.used(of: 100_000) == 3 + 3 + 4 * 3 + 100 * 200)
    #expect(result.output.count == 100)
    let inner = try machine.run(Assembly().create(returning(0).bytes), gas: 100_000)
    #expect(inner.used(of: 100_000) == 3 + 3 + 6 + 9 + 32_000 + 2 + 6)
  }

  @Test("fails for want of gas for the code, from Homestead on with all gas, in Frontier without undoing")
  func codeDeposit() throws {
    for fork in [EthereumFork.frontier, .homestead, .cancun] {
      let machine = TestMachine(fork)
      let code = Assembly().store(1, at: 1).then(returning(100))
      let result = try machine.create(code, gas: 30_000)
      #expect(result.outcome == .halt(.codeDepositOutOfGas))
      let created = try #require(result.createdAddress)
      #expect((result.gasLeft > 0) == (fork == .frontier))
      #expect(machine.host.accountExists(created) == (fork == .frontier))
      #expect(machine.host.storage(1, of: created) == (fork == .frontier ? 1 : 0))
      #expect(machine.host.codeSize(of: created) == 0)
    }
  }

  @Test("limits code to 24,576 bytes from EIP-170 on")
  func codeSize() throws {
    for fork in EthereumFork.allCases {
      let outcome = try TestMachine(fork).create(returning(24_577), gas: 10_000_000).outcome
      #expect(outcome == (fork >= .spuriousDragon ? .halt(.codeTooLarge) : .success))
      #expect(try TestMachine(fork).create(returning(24_576), gas: 10_000_000).isSuccess)
    }
  }

  @Test("limits and charges init code from EIP-3860 on")
  func initCode() throws {
    for (fork, isLimited) in [(.london, false), (.shanghai, true)] as [(EthereumFork, Bool)] {
      let code = Assembly().push(49_153).push(0).push(0).then(.create)
      let result = try TestMachine(fork).run(code, gas: 10_000_000)
      #expect(result.outcome == (isLimited ? .halt(.initCodeTooLarge) : .success))
      let largest = Assembly().push(49_152).push(0).push(0).then(.create)
      let used = try TestMachine(fork).run(largest, gas: 10_000_000).used(of: 10_000_000)
      let memory: UInt64 = 3 * 1536 + 1536 * 1536 / 512
      #expect(used == 9 + 32_000 + memory + (isLimited ? 2 * 1536 : 0))
    }
  }

  @Test("refuses code that begins with 0xef from London on")
  func reservedCode() throws {
    let code = Assembly().push(0xef).push(0).then(.mstore8).push(1).push(0).then(.return)
    for fork in EthereumFork.allCases {
      #expect(try TestMachine(fork).create(code).outcome == (fork >= .london ? .halt(.codeBeginsWithEF) : .success))
    }
  }

  @Test("refuses an address in use, taking the gas and raising the nonce")
  func collisions() throws {
    for (nonce, code) in [(1, []), (0, [0x00])] as [(UInt64, [UInt8])] {
      let machine = TestMachine()
      let address = try #require(try machine.create(Assembly()).createdAddress)
      let again = TestMachine()
      again.host.setAccount(address, nonce: nonce, code: code)
      let result = try again.create(Assembly(), gas: 50_000)
      #expect(result.outcome == .halt(.addressCollision))
      #expect(result.gasLeft == 0)
      #expect(again.host.nonce(of: TestMachine.caller) == 1)
    }
  }

  @Test("refuses an address with storage only where the rules say so (EIP-7610)")
  func storageCollision() throws {
    let address = try #require(try TestMachine().create(Assembly()).createdAddress)
    for forbids in [false, true] {
      let machine = TestMachine(rules: EVMRules.cancun.changed { $0.storageForbidsCreation = forbids })
      machine.host.setAccount(address, balance: 1, storage: [1: 1])
      #expect(try machine.create(Assembly()).outcome == (forbids ? .halt(.addressCollision) : .success))
      #expect(machine.host.storage(1, of: address) == (forbids ? 1 : 0))
    }
  }

  @Test("begins contracts with nonce 1 from EIP-161 on, keeps a balance that was there")
  func newAccount() throws {
    for fork in [EthereumFork.tangerineWhistle, .spuriousDragon] {
      let machine = TestMachine(fork)
      let address = try #require(try TestMachine().create(Assembly()).createdAddress)
      machine.host.setAccount(address, balance: 30)
      #expect(try machine.create(Assembly(), value: 12).isSuccess)
      #expect(machine.host.nonce(of: address) == (fork >= .spuriousDragon ? 1 : 0))
      #expect(machine.host.balance(of: address) == 42)
    }
  }

  @Test("does not create with a nonce that cannot be raised (EIP-2681)")
  func lastNonce() throws {
    let machine = TestMachine()
    machine.host.setAccount(TestMachine.caller, nonce: .max)
    let result = try machine.create(Assembly(), gas: 77)
    #expect(result.outcome == .halt(.nonceOverflow) && result.gasLeft == 77)
  }
}
