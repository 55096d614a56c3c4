import EVM
import Primitives
import Testing

/// What SSTORE costs and pays back.
struct StorageMeteringTests {
  typealias Row = (writes: [U256], original: U256, gas: UInt64, refund: UInt64)

  /// Values written one after the other to a slot, what they cost in all and what comes back: the table of EIP-1283.
  static let net1283: [Row] = [
    ([0, 0], 0, 412, 0), ([0, 1], 0, 20_212, 0), ([1, 0], 0, 20_212, 19_800), ([1, 2], 0, 20_212, 0), ([1, 1], 0, 20_212, 0),
    ([0, 0], 1, 5_212, 15_000), ([0, 1], 1, 5_212, 4_800), ([0, 2], 1, 5_212, 0), ([2, 0], 1, 5_212, 15_000),
    ([2, 3], 1, 5_212, 0), ([2, 1], 1, 5_212, 4_800), ([2, 2], 1, 5_212, 0), ([1, 0], 1, 5_212, 15_000), ([1, 2], 1, 5_212, 0),
    ([1, 1], 1, 412, 0), ([1, 0, 1], 0, 40_218, 19_800), ([0, 1, 0], 1, 10_218, 19_800),
  ]

  /// The table of EIP-2200.
  static let net2200: [Row] = [
    ([0, 0], 0, 1_612, 0), ([0, 1], 0, 20_812, 0), ([1, 0], 0, 20_812, 19_200), ([1, 2], 0, 20_812, 0), ([1, 1], 0, 20_812, 0),
    ([0, 0], 1, 5_812, 15_000), ([0, 1], 1, 5_812, 4_200), ([0, 2], 1, 5_812, 0), ([2, 0], 1, 5_812, 15_000),
    ([2, 3], 1, 5_812, 0), ([2, 1], 1, 5_812, 4_200), ([2, 2], 1, 5_812, 0), ([1, 0], 1, 5_812, 15_000), ([1, 2], 1, 5_812, 0),
    ([1, 1], 1, 1_612, 0), ([1, 0, 1], 0, 40_818, 19_200), ([0, 1, 0], 1, 10_818, 19_200),
  ]

  /// The table of EIP-3529, cold slot included.
  static let net3529: [Row] = [
    ([0, 0], 0, 212 + 2_100, 0), ([0, 1], 0, 20_112 + 2_100, 0), ([1, 0], 0, 20_112 + 2_100, 19_900), ([1, 2], 0, 20_112 + 2_100, 0),
    ([0, 0], 1, 3_012 + 2_100, 4_800), ([0, 1], 1, 3_012 + 2_100, 2_800), ([0, 2], 1, 3_012 + 2_100, 0),
    ([2, 0], 1, 3_012 + 2_100, 4_800), ([2, 1], 1, 3_012 + 2_100, 2_800), ([1, 1], 1, 212 + 2_100, 0),
    ([1, 0, 1], 0, 40_118 + 2_100, 19_900), ([0, 1, 0], 1, 5_918 + 2_100, 7_600),
  ]

  private func check(_ fork: EthereumFork, _ row: Row) throws {
    let machine = TestMachine(fork)
    let code = row.writes.reduce(Assembly()) { $0.store($1, at: 0) }
    machine.deploy(code, storage: row.original == 0 ? [:] : [0: row.original])
    let result = try machine.call()
    #expect(result.used(of: 1_000_000) == row.gas, "\(row.writes) from \(row.original)")
    #expect(result.refund == row.refund, "\(row.writes) from \(row.original)")
    #expect(machine.host.storage(0, of: TestMachine.contract) == row.writes.last)
  }

  @Test("follows EIP-1283's table in Constantinople", arguments: net1283.indices)
  func constantinople(index: Int) throws {
    try check(.constantinople, StorageMeteringTests.net1283[index])
  }

  @Test("follows EIP-2200's table in Istanbul", arguments: net2200.indices)
  func istanbul(index: Int) throws {
    try check(.istanbul, StorageMeteringTests.net2200[index])
  }

  @Test("follows EIP-3529's table from London on", arguments: net3529.indices)
  func london(index: Int) throws {
    for fork in [EthereumFork.london, .prague] { try check(fork, StorageMeteringTests.net3529[index]) }
  }

  @Test(
    "charges by zero and non-zero before, between and apart from net metering", arguments: [EthereumFork.frontier, .byzantium, .petersburg])
  func simple(fork: EthereumFork) throws {
    for (original, value, gas, refund) in [(0, 0, 5_000, 0), (0, 1, 20_000, 0), (1, 0, 5_000, 15_000), (1, 2, 5_000, 0)]
      as [(U256, U256, UInt64, UInt64)]
    {
      let machine = TestMachine(fork)
      machine.deploy(Assembly().store(value, at: 0), storage: original == 0 ? [:] : [0: original])
      let result = try machine.call()
      #expect(result.used(of: 1_000_000) == 6 + gas)
      #expect(result.refund == refund)
    }
  }

  @Test("refuses to write with the stipend alone (EIP-2200)")
  func sentry() throws {
    for (gas, isEnough) in [(2_306, false), (2_307, true)] as [(UInt64, Bool)] {
      let machine = TestMachine(.istanbul)
      machine.deploy(Assembly().store(1, at: 0), storage: [0: 1])
      #expect(try machine.call(gas: gas).outcome == (isEnough ? .success : .halt(.outOfGas)))
    }
  }

  @Test("takes refunds back when a frame fails")
  func failedFrames() throws {
    let machine = TestMachine(.istanbul)
    machine.deploy(Assembly().store(0, at: 1).push(0).push(0).then(.revert), at: TestMachine.other, storage: [1: 1])
    machine.deploy(Assembly().store(0, at: 1).call(.call, TestMachine.other), storage: [1: 1])
    #expect(try machine.call().refund == 15_000)
  }
}
