import Testing

@testable import APICore

/// The search for a gas limit.
@Suite("A gas estimate")
struct GasEstimatorTests {
  /// A call that is charged for `gas` and fails with less than `needed`.
  private func estimate(limit: UInt64, gas: UInt64, needed: UInt64) throws -> (estimate: UInt64, runs: Int) {
    var runs = 0
    let estimate = try GasEstimator(limit: limit).estimate { gasLimit in
      runs += 1
      return gasLimit < needed ? (false, gasLimit) : (true, gas)
    }
    return (estimate, runs)
  }

  @Test("is what the call is charged for, when that suffices")
  func exact() throws {
    let result = try estimate(limit: 1_000_000, gas: 18_225, needed: 18_225)
    #expect(result.estimate == 18_225)
    #expect(result.runs == 2)
    #expect(try estimate(limit: 500, gas: 500, needed: 500).runs == 1)
  }

  @Test("is a limit with which the call succeeds, and hardly more than needed")
  func search() throws {
    for needed in [20_001, 50_000, 999_999, 1_000_000] as [UInt64] {
      let result = try estimate(limit: 1_000_000, gas: 20_000, needed: needed)
      #expect(result.estimate >= needed)
      #expect(result.estimate - needed <= GasEstimator.tolerance)
      #expect(result.runs < 20)
    }
  }

  @Test("is the gas of the failure for a call that fails anyway")
  func failing() throws {
    let result = try GasEstimator(limit: 100_000).estimate { _ in (false, 10_006) }
    #expect(result == 10_006)
  }
}
