import EVM
import Primitives
import Testing

/// What passes between frames.
struct CallTests {
  private let echo = Assembly(.callDataSize).push(0).push(0).then(.callDataCopy, .callDataSize).push(0).then(.return)

  @Test("gives the output to memory, as much as asked for, and all of it to the return data")
  func output() throws {
    let machine = TestMachine()
    machine.deploy(echo, at: TestMachine.other)
    let call = Assembly().push(.max).push(0).then(.mstore).call(.call, TestMachine.other, input: (0, 20), output: (64, 8))
    let returned = try machine.word(call.then(.returnDataSize, .add))
    #expect(returned == 21)
    #expect(try machine.word(call.push(64).then(.mload)) == .max &<< 192)
  }

  @Test("hands on at most 63/64 of the gas from EIP-150 on; before, asking for too much halts")
  func gasHandedOn() throws {
    let gasOfCallee = Assembly().call(.call, TestMachine.other, gas: .max, output: (0, 32)).push(0).then(.mload)
    for fork in EthereumFork.allCases {
      let machine = TestMachine(fork)
      machine.deploy(Assembly(.gas).returningTop(), at: TestMachine.other)
      let word = try machine.word(gasOfCallee, gas: 100_000)
      guard fork >= .tangerineWhistle else {
        #expect(word == nil)
        continue
      }
      let price = fork >= .berlin ? 2_600 : 700 as UInt64
      // Seven PUSHes and the memory for the output, then the call.
      let left = 100_000 - 21 - 3 - price
      #expect(word == U256(left - left / 64 - 2), "\(fork)")
    }
  }

  @Test("adds a stipend of 2,300 to a call with value, and charges 9,000 for it")
  func stipend() throws {
    let machine = TestMachine()
    machine.deploy(Assembly(.gas).returningTop(), at: TestMachine.other)
    machine.deploy(
      Assembly().call(.call, TestMachine.other, gas: 0, value: 1, output: (0, 32)).push(0).then(.mload).returningTop(), balance: 5)
    let result = try machine.call()
    #expect(result.word == 2_298)
    #expect(machine.host.balance(of: TestMachine.other) == 1)
  }

  @Test("keeps caller and value in DELEGATECALL, and writes to the caller's storage in CALLCODE and DELEGATECALL")
  func delegation() throws {
    for (opcode, caller, value) in [(.callCode, TestMachine.contract, 3), (.delegateCall, TestMachine.caller, 9)]
      as [(Opcode, Address, U256)]
    {
      let machine = TestMachine()
      machine.deploy(Assembly(.caller).push(1).then(.sstore, .callValue).push(2).then(.sstore), at: TestMachine.other)
      machine.deploy(Assembly().call(opcode, TestMachine.other, value: 3))
      #expect(try machine.call(value: 9).isSuccess)
      #expect(machine.host.storage(1, of: TestMachine.contract) == U256(caller.hash))
      #expect(machine.host.storage(2, of: TestMachine.contract) == value)
      #expect(machine.host.storage(1, of: TestMachine.other) == 0)
    }
  }

  @Test("pushes 0 and keeps the gas when the value cannot be paid")
  func tooPoor() throws {
    let machine = TestMachine()
    machine.deploy(echo, at: TestMachine.other)
    let result = try machine.run(Assembly().call(.call, TestMachine.other, gas: 50_000, value: 1).returningTop(), gas: 100_000)
    #expect(result.word == 0)
    #expect(result.gasLeft > 100_000 - 2_600 - 9_000 - 100)
  }

  @Test("undoes what a failing callee did, and nothing else")
  func undo() throws {
    let machine = TestMachine()
    machine.deploy(Assembly().store(1, at: 1).push(0).push(0).then(.log(0)).then(.invalid), at: TestMachine.other)
    machine.deploy(Assembly().store(2, at: 2).call(.call, TestMachine.other, value: 1).returningTop(), balance: 5)
    #expect(try machine.call().word == 0)
    #expect(machine.host.storage(1, of: TestMachine.other) == 0)
    #expect(machine.host.storage(2, of: TestMachine.contract) == 2)
    #expect(machine.host.balance(of: TestMachine.other) == 0)
    #expect(machine.host.logs.isEmpty)
  }

  @Test("gives a callee fresh, zeroed memory, and the caller its own back")
  func memory() throws {
    let machine = TestMachine()
    // Leaves ones in its memory, then expects zeros in a second life.
    machine.deploy(Assembly().push(64).then(.mload).push(.max).push(64).then(.mstore).returningTop(), at: TestMachine.other)
    let twice = Assembly().push(5).push(0).then(.mstore)
      .call(.call, TestMachine.other, output: (32, 32)).call(.call, TestMachine.other, output: (64, 32))
      .push(0).then(.mload).push(32).then(.mload).push(64).then(.mload, .add, .add)
    #expect(try machine.word(twice) == 5)
  }

  @Test("sees return data of the last call only, none after a call without code and after a creation")
  func returnData() throws {
    let machine = TestMachine()
    machine.deploy(Assembly().push(10).push(0).then(.return), at: TestMachine.other)
    let first = Assembly().call(.call, TestMachine.other)
    #expect(try machine.word(first.then(.returnDataSize)) == 10)
    #expect(try machine.word(first.call(.call, Address(number: 0x999)).then(.returnDataSize)) == 0)
    #expect(try machine.word(first.create([]).then(.returnDataSize)) == 0)
    let reverting = Assembly().push(3).push(0).then(.revert).bytes
    #expect(try machine.word(first.create(reverting, salt: 5).then(.returnDataSize)) == 3)
  }

  @Test("calls precompiled contracts and takes all gas when they fail")
  func precompiles() throws {
    let machine = TestMachine()
    let identity = Assembly().push(77).push(0).then(.mstore).call(.staticCall, Address(number: 4), input: (0, 32), output: (32, 32))
    #expect(try machine.word(identity.push(32).then(.mload)) == 77)
    // SHA-256 of nothing.
    let sha = Assembly().call(.call, Address(number: 2), output: (0, 32)).push(0).then(.mload)
    #expect(try machine.word(sha) == U256(hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
    let broke = Assembly().call(.call, Address(number: 2), gas: 59)
    #expect(try machine.word(broke) == 0)
    let bad = try TestMachine().run(Assembly().call(.call, Address(number: 9), gas: 10_000, input: (0, 5)), gas: 20_000)
    #expect(bad.gasLeft < 10_000)
  }

  @Test("reports an outermost call that cannot begin, without touching gas or state")
  func outermost() throws {
    let machine = TestMachine()
    machine.deploy(echo)
    let result = try machine.call(value: .max)
    #expect(result.outcome == .halt(.insufficientBalance))
    #expect(result.gasLeft == 1_000_000)
    let nobody = try machine.machine().call(caller: TestMachine.caller, to: Address(number: 0x9999), value: 0, input: [1], gas: 10)
    #expect(nobody.isSuccess && nobody.gasLeft == 10)
  }
}
