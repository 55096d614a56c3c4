public import ChainSpec
public import ChainTypes
internal import Primitives
public import ProtocolKit
public import State

/// The rewarding fund: fees and deposits flow in, block rewards, epoch rewards and bonuses are granted, and claimed
/// (`action/protocol/rewarding`).
///
/// An action that fails is undone, then its fee and nonce are written (golden quirk 35). Rewards are granted to reward
/// accounts; their owners claim them into their balances.
public struct RewardingHandler: ActionHandler {
  let candidates: any CandidateDirectory
  let receiptAddress = ProtocolAddress.address(of: "rewarding").bech32

  /// A handler that grants rewards to the candidates of a directory.
  public init(candidates: any CandidateDirectory) {
    self.candidates = candidates
  }

  public func handle(_ context: ActionContext, state: WorkingSet) throws(HandlingError) -> Receipt? {
    switch context.action.envelope.payload {
    case .depositToRewardingFund(let deposit):
      return try settle(context, state) { (_) throws(RewardingFailure) in
        guard let amount = deposit.amount.value else { throw .failed }
        try self.deposit(amount, from: context.caller, store: RewardStore(state: state))
        return []
      }
    case .claimFromRewardingFund(let claim):
      return try settle(context, state) { (_) throws(RewardingFailure) in
        guard let amount = claim.amount.value else { throw .failed }
        try self.claim(amount, by: context.caller, store: RewardStore(state: state))
        return []
      }
    case .grantReward(let grant):
      return try settle(context, state) { (store) throws(RewardingFailure) in
        switch grant.rewardType {
        case .block: try self.grantBlockReward(context, store: store)
        case .epoch: try self.grantEpochReward(context, store: store)
        }
      }
    default:
      return nil
    }
  }

  public func writeGenesisState(of genesis: Genesis, in context: BlockContext, state: WorkingSet) throws(HandlingError) {
    let rewarding = genesis.rewarding
    let store = RewardStore(state: state)
    store.setParameters(
      RewardParameters(
        blockReward: rewarding.blockReward, epochReward: rewarding.epochReward,
        delegatesForEpochReward: rewarding.numDelegatesForEpochReward, foundationBonus: rewarding.foundationBonus,
        delegatesForFoundationBonus: rewarding.numDelegatesForFoundationBonus,
        foundationBonusLastEpoch: rewarding.foundationBonusLastEpoch, productivityThreshold: rewarding.productivityThreshold))
    store.setFund(Fund(total: rewarding.initBalance, available: rewarding.initBalance))
    store.setExemptOperators(ExemptOperators(addresses: rewarding.exemptAddrsFromEpochReward))
  }

  /// Runs an operation, undoes it if it fails, charges the fee, raises the nonce, and makes the receipt.
  private func settle(
    _ context: ActionContext, _ state: WorkingSet, _ operation: (RewardStore) throws(RewardingFailure) -> [RewardLog]
  ) throws(HandlingError) -> Receipt {
    let snapshot = state.snapshot()
    var status = ReceiptStatus.success
    var rewards: [RewardLog] = []
    do {
      rewards = try operation(RewardStore(state: state))
    } catch {
      switch error {
      case .stopped(let cause): throw cause
      case .failed:
        try handling { () throws(StateFault) in try state.revert(to: snapshot) }
        status = .failure
      }
    }
    guard let fee = context.intrinsicFee else {
      throw .rejected(
        ActionRejection(.negativeAmount, "the gas price \(context.action.envelope.gasPrice.decimal) of \(context.action.hash) gives no fee")
      )
    }
    try depositFee(fee, from: context.caller, height: context.block.height, state: state)
    var sender = try state.loadOrCreateAccount(context.caller)
    sender.raiseNonce(to: context.action.envelope.nonce)
    state.setAccount(sender, at: context.caller)
    let logs = rewards.map { reward in
      Log(
        address: receiptAddress, topics: [], data: reward.encoded, blockHeight: context.block.height, actionHash: context.action.hash,
        index: 0)
    }
    return context.receipt(status: status, contractAddress: receiptAddress, logs: logs)
  }
}

/// How a rewarding operation ends other than well.
enum RewardingFailure: Error {
  /// The action fails: its receipt has status 0.
  case failed
  /// The block cannot be processed.
  case stopped(HandlingError)
}
