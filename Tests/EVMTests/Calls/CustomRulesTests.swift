import EVM
import Primitives
import Testing

/// Rules that no Ethereum fork ever had: Constantinople's instructions and prices without the rule sets before it, as
/// IoTeX's first main network combined them. Each switch is tested by itself.
struct CustomRulesTests {
  private static let base = EVMRules(opcodes: EVMRules.constantinople.opcodes, precompiles: .frontier).changed { rules in
    rules.callsKeepOneSixtyFourth = true
    rules.create2HashWordGas = 0
    rules.expByteGas = 50
    rules.keepsRefundsOfFailedFrames = true
    rules.opcodes.reprice(.selfDestruct, gas: 0)
  }

  @Test("lets static calls write where they are not protected")
  func staticWrites() throws {
    let machine = TestMachine(rules: CustomRulesTests.base)
    machine.deploy(Assembly().store(5, at: 1), at: TestMachine.other)
    #expect(try machine.word(Assembly().call(.staticCall, TestMachine.other)) == 1)
    #expect(machine.host.storage(1, of: TestMachine.other) == 5)
  }

  @Test("passes all gas to CREATE and 63/64 of it to CREATE2")
  func creationGas() throws {
    let log = Assembly(.gas).push(0).then(.sstore)
    for (salt, keeps) in [(nil, false), (0, true)] as [(U256?, Bool)] {
      let machine = TestMachine(rules: CustomRulesTests.base)
      let result = try machine.run(Assembly().create(log.bytes, salt: salt).returningTop(), gas: 1_000_000)
      let address = Address(number: try #require(result.word))
      let left = machine.host.storage(0, of: address)
      let before: UInt64 = 1_000_000 - 3 - 3 - 6 - 9 - (salt == nil ? 0 : 3) - 32_000
      #expect(left == U256((keeps ? before - before / 64 : before) - 2))
    }
  }

  @Test("leaves the account when the code cannot be paid: CREATE pushes its address, CREATE2 pushes 0")
  func codeDeposit() throws {
    let code = Assembly().store(7, at: 1).push(200).push(0).then(.return)
    for salt in [nil, 0] as [U256?] {
      let machine = TestMachine(rules: CustomRulesTests.base)
      let result = try machine.run(Assembly().create(code.bytes, salt: salt).returningTop(), gas: 85_000)
      #expect(result.isSuccess)
      #expect((result.word == 0) == (salt != nil))
      #expect(result.gasLeft > 10_000)
      let created = machine.host.accounts.first { $0.address != TestMachine.caller && $0.address != TestMachine.contract }
      #expect(created?.storage.first?.value == 7)
      #expect(created?.code.isEmpty == true)
    }
  }

  @Test("charges 25,000 for a call to a missing account without value, and makes it")
  func newAccount() throws {
    let machine = TestMachine(rules: CustomRulesTests.base)
    let result = try machine.run(Assembly().call(.call, TestMachine.other, gas: 0), gas: 100_000)
    #expect(result.used(of: 100_000) == 7 * 3 + 700 + 25_000)
    #expect(machine.host.accountExists(TestMachine.other))
  }

  @Test("takes precompiled contracts 5 to 8 for ordinary accounts")
  func precompiles() throws {
    let machine = TestMachine(rules: CustomRulesTests.base)
    let result = try machine.run(Assembly().call(.call, Address(number: 5), gas: 0).returningTop(), gas: 100_000)
    #expect(result.word == 1)
    #expect(machine.host.accountExists(Address(number: 5)))
  }

  @Test("keeps refunds of failed frames, earned even by a write that could not be paid")
  func refunds() throws {
    let clearing = Assembly().store(0, at: 1)
    for keeps in [false, true] {
      let machine = TestMachine(rules: CustomRulesTests.base.changed { $0.keepsRefundsOfFailedFrames = keeps })
      machine.deploy(clearing, storage: [1: 1])
      let broke = try machine.call(gas: 100)
      #expect(broke.outcome == .halt(.outOfGas))
      #expect(broke.refund == (keeps ? 15_000 : 0))
      #expect(machine.host.storage(1, of: TestMachine.contract) == 1)
    }
  }

  @Test("charges CREATE2 nothing for hashing, SELFDESTRUCT nothing, and puts no limit on code")
  func prices() throws {
    let machine = TestMachine(rules: CustomRulesTests.base)
    let create2 = try machine.run(Assembly().push(0).push(64).push(0).push(0).then(.create2), gas: 100_000)
    #expect(create2.used(of: 100_000) == 12 + 6 + 32_000)
    let destruct = try machine.run(Assembly().push(TestMachine.other).then(.selfDestruct), gas: 100_000)
    #expect(destruct.used(of: 100_000) == 3)
    #expect(destruct.refund == 24_000)
    #expect(try machine.create(Assembly().push(30_000).push(0).then(.return), gas: 10_000_000).isSuccess)
  }
}
