/// Finds the lowest gas limit with which a contract call succeeds.
///
/// Some calls need a higher limit than the gas they are charged for: what is refunded must be there first, and calls of
/// other contracts keep back a part of the gas.
struct GasEstimator {
  /// The most that the call may have, in gas units.
  let limit: UInt64
  /// The search ends when it is as close as this, in gas units.
  static let tolerance: UInt64 = 64

  /// Searches.
  ///
  /// - Parameter run: runs the call with a gas limit; says whether it succeeded, and the gas that it was charged for.
  /// - Returns: a limit with which the call succeeded; for a call that fails with `limit`, the gas of the failed call.
  func estimate(_ run: (UInt64) throws(APIError) -> (succeeded: Bool, gas: UInt64)) throws(APIError) -> UInt64 {
    let first = try run(limit)
    guard first.succeeded, first.gas < limit else { return first.gas }
    if try run(first.gas).succeeded { return first.gas }
    var failing = first.gas
    var succeeding = limit
    while succeeding - failing > Self.tolerance {
      let middle = failing + (succeeding - failing) / 2
      if try run(middle).succeeded { succeeding = middle } else { failing = middle }
    }
    return succeeding
  }
}
