extension ActionPayload {
  /// The gas that the action uses before anything is executed, in gas units (the `IntrinsicGas` methods in `action/`).
  ///
  /// - Throws: `gasOverflow` for a payload of more than 2^64 gas, `noRules` for the Plum family.
  public func intrinsicGas() throws(ActionError) -> UInt64 {
    switch self {
    case .transfer(let action): try Self.gas(perByteOf: action.payload)
    case .execution(let action): try Self.gas(perByteOf: action.data)
    case .depositToRewardingFund(let action): try Self.gas(perByteOf: action.data)
    case .claimFromRewardingFund(let action): try Self.gas(perByteOf: action.data)
    case .vote, .createDeposit, .settleDeposit: 10_000
    case .startSubChain, .stopSubChain, .putBlock: 1_000
    case .grantReward, .putPollResult: 0
    case .createPlumChain, .terminatePlumChain, .plumPutBlock, .plumCreateDeposit, .plumStartExit, .plumChallengeExit,
      .plumResponseChallengeExit, .plumFinalizeExit, .plumSettleDeposit, .plumTransfer:
      throw .noRules(kind)
    }
  }

  /// 10,000 gas and 100 per byte.
  private static func gas(perByteOf data: [UInt8]) throws(ActionError) -> UInt64 {
    let (bytes, overflow) = UInt64(data.count).multipliedReportingOverflow(by: 100)
    let (sum, overflowOfSum) = bytes.addingReportingOverflow(10_000)
    if overflow || overflowOfSum { throw .gasOverflow }
    return sum
  }
}
