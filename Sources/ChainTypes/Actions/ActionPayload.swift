/// What an action does: the oneof of `ActionCore` (`proto/types/action.proto`).
public enum ActionPayload: Sendable {
  /// Moves an amount to another account.
  case transfer(Transfer)
  /// Gives the sender's balance as votes to a candidate.
  case vote(Vote)
  /// Creates or calls a contract.
  case execution(Execution)
  /// Registers a sub-chain.
  case startSubChain(StartSubChain)
  /// Ends a sub-chain.
  case stopSubChain(StopSubChain)
  /// Puts a sub-chain block's roots on the main chain.
  case putBlock(PutBlock)
  /// Moves an amount to a sub-chain.
  case createDeposit(CreateDeposit)
  /// Credits a deposit on a sub-chain.
  case settleDeposit(SettleDeposit)
  /// Registers a Plum chain.
  case createPlumChain(CreatePlumChain)
  /// Ends a Plum chain.
  case terminatePlumChain(TerminatePlumChain)
  /// Puts a Plum block's roots on the main chain.
  case plumPutBlock(PlumPutBlock)
  /// Moves an amount to a Plum chain.
  case plumCreateDeposit(PlumCreateDeposit)
  /// Starts to take a coin back from a Plum chain.
  case plumStartExit(PlumStartExit)
  /// Contests an exit.
  case plumChallengeExit(PlumChallengeExit)
  /// Answers a challenge.
  case plumResponseChallengeExit(PlumResponseChallengeExit)
  /// Ends an exit.
  case plumFinalizeExit(PlumFinalizeExit)
  /// Credits a deposit on a Plum chain.
  case plumSettleDeposit(PlumSettleDeposit)
  /// Moves a coin on a Plum chain.
  case plumTransfer(PlumTransfer)
  /// Adds to the rewarding fund.
  case depositToRewardingFund(DepositToRewardingFund)
  /// Takes what the sender has earned out of the rewarding fund.
  case claimFromRewardingFund(ClaimFromRewardingFund)
  /// Credits a reward.
  case grantReward(GrantReward)
  /// Announces the candidates of the next epoch.
  case putPollResult(PutPollResult)

  /// Which kind it is.
  public var kind: ActionKind {
    switch self {
    case .transfer: .transfer
    case .vote: .vote
    case .execution: .execution
    case .startSubChain: .startSubChain
    case .stopSubChain: .stopSubChain
    case .putBlock: .putBlock
    case .createDeposit: .createDeposit
    case .settleDeposit: .settleDeposit
    case .createPlumChain: .createPlumChain
    case .terminatePlumChain: .terminatePlumChain
    case .plumPutBlock: .plumPutBlock
    case .plumCreateDeposit: .plumCreateDeposit
    case .plumStartExit: .plumStartExit
    case .plumChallengeExit: .plumChallengeExit
    case .plumResponseChallengeExit: .plumResponseChallengeExit
    case .plumFinalizeExit: .plumFinalizeExit
    case .plumSettleDeposit: .plumSettleDeposit
    case .plumTransfer: .plumTransfer
    case .depositToRewardingFund: .depositToRewardingFund
    case .claimFromRewardingFund: .claimFromRewardingFund
    case .grantReward: .grantReward
    case .putPollResult: .putPollResult
    }
  }

  /// Whether nodes refuse it unless they enable experimental actions.
  public var isExperimental: Bool { kind.isExperimental }

  /// Whether it belongs to the sub-chains.
  public var isSubChain: Bool { kind.isSubChain }

  /// Whether it belongs to the Plum chains, for which no rules exist.
  public var isPlum: Bool { kind.isPlum }

  /// The address that the action is sent to, as the sender wrote it; nil for kinds that have none in the reference
  /// (`hasDestination` in `action/action.go`). It is what the action index and the API call the recipient.
  public var destination: String? {
    switch self {
    case .transfer(let action): action.recipient
    case .vote(let action): action.votee
    case .execution(let action): action.contract
    case .stopSubChain(let action): action.subChainAddress
    case .putBlock(let action): action.subChainAddress
    case .createDeposit(let action): action.recipient
    case .settleDeposit(let action): action.recipient
    default: nil
    }
  }
}
