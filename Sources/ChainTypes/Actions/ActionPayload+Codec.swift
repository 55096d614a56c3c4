extension ActionPayload {
  /// Reads the payload of a kind up to the end of the reader.
  init(_ kind: ActionKind, from reader: inout ProtobufReader) throws(CodecError) {
    switch kind {
    case .transfer: self = .transfer(try Transfer(from: &reader))
    case .vote: self = .vote(try Vote(from: &reader))
    case .execution: self = .execution(try Execution(from: &reader))
    case .startSubChain: self = .startSubChain(try StartSubChain(from: &reader))
    case .stopSubChain: self = .stopSubChain(try StopSubChain(from: &reader))
    case .putBlock: self = .putBlock(try PutBlock(from: &reader))
    case .createDeposit: self = .createDeposit(try CreateDeposit(from: &reader))
    case .settleDeposit: self = .settleDeposit(try SettleDeposit(from: &reader))
    case .createPlumChain: self = .createPlumChain(try CreatePlumChain(from: &reader))
    case .terminatePlumChain: self = .terminatePlumChain(try TerminatePlumChain(from: &reader))
    case .plumPutBlock: self = .plumPutBlock(try PlumPutBlock(from: &reader))
    case .plumCreateDeposit: self = .plumCreateDeposit(try PlumCreateDeposit(from: &reader))
    case .plumStartExit: self = .plumStartExit(try PlumStartExit(from: &reader))
    case .plumChallengeExit: self = .plumChallengeExit(try PlumChallengeExit(from: &reader))
    case .plumResponseChallengeExit: self = .plumResponseChallengeExit(try PlumResponseChallengeExit(from: &reader))
    case .plumFinalizeExit: self = .plumFinalizeExit(try PlumFinalizeExit(from: &reader))
    case .plumSettleDeposit: self = .plumSettleDeposit(try PlumSettleDeposit(from: &reader))
    case .plumTransfer: self = .plumTransfer(try PlumTransfer(from: &reader))
    case .depositToRewardingFund: self = .depositToRewardingFund(try DepositToRewardingFund(from: &reader))
    case .claimFromRewardingFund: self = .claimFromRewardingFund(try ClaimFromRewardingFund(from: &reader))
    case .grantReward: self = .grantReward(try GrantReward(from: &reader))
    case .putPollResult: self = .putPollResult(try PutPollResult(from: &reader))
    }
  }

  /// The message inside, without what it means.
  private var message: any ProtobufMessage {
    switch self {
    case .transfer(let action): action
    case .vote(let action): action
    case .execution(let action): action
    case .startSubChain(let action): action
    case .stopSubChain(let action): action
    case .putBlock(let action): action
    case .createDeposit(let action): action
    case .settleDeposit(let action): action
    case .createPlumChain(let action): action
    case .terminatePlumChain(let action): action
    case .plumPutBlock(let action): action
    case .plumCreateDeposit(let action): action
    case .plumStartExit(let action): action
    case .plumChallengeExit(let action): action
    case .plumResponseChallengeExit(let action): action
    case .plumFinalizeExit(let action): action
    case .plumSettleDeposit(let action): action
    case .plumTransfer(let action): action
    case .depositToRewardingFund(let action): action
    case .claimFromRewardingFund(let action): action
    case .grantReward(let action): action
    case .putPollResult(let action): action
    }
  }

  /// Writes the payload as the field of its kind.
  func encode(into writer: inout ProtobufWriter) {
    // Transfers are most of the traffic and take no detour through an existential.
    if case .transfer(let transfer) = self {
      writer.message(ActionKind.transfer.fieldNumber, transfer)
    } else {
      writer.message(kind.fieldNumber, message)
    }
  }

  /// The encoding of the inner message, without its tag.
  public var encoded: [UInt8] { message.encoded }
}
