public import ChainSpec
public import ChainTypes
internal import Primitives
public import ProtocolKit
public import State

/// The legacy vote protocol: accounts vote with their whole balance, and the candidates change with every vote and
/// transfer (`action/protocol/vote/protocol.go`). Networks without gravity-chain voting use it.
public struct VoteHandler: ActionHandler {
  /// The largest size of a vote in bytes, counted as `SealedAction.totalSize` does.
  static let sizeLimit = 278

  private let fees: any FeeSink
  private let receiptAddress = ProtocolAddress.address(of: "vote").bech32

  /// A handler whose fees go to a sink.
  public init(fees: any FeeSink) {
    self.fees = fees
  }

  public func validate(_ action: SealedAction, in context: ValidationContext, state: WorkingSet) throws(HandlingError) {
    switch action.envelope.payload {
    case .putPollResult:
      throw .rejected(ActionRejection(.unsupported, "this network votes on the chain: poll results cannot be processed"))
    case .vote(let vote):
      if let size = action.totalSize, size > Self.sizeLimit {
        throw .rejected(ActionRejection(.oversized, "a vote of \(size) bytes exceeds \(Self.sizeLimit)"))
      }
      guard !vote.votee.isEmpty else { return }
      let votee = try address(of: vote.votee)
      let account = try state.loadAccount(votee)
      guard action.sender.bech32 == vote.votee || account.isCandidate else {
        throw .rejected(ActionRejection(.voteeNotCandidate, "\(vote.votee) has not nominated itself"))
      }
    default:
      return
    }
  }

  public func handle(_ context: ActionContext, state: WorkingSet) throws(HandlingError) -> Receipt? {
    guard case .vote(let vote) = context.action.envelope.payload else { return nil }
    let height = context.block.height
    let caller = context.caller.bech32
    var voter = try state.loadOrCreateAccount(context.caller)
    guard context.block.gasLeft >= context.intrinsicGas else { throw .blockGasLimitReached }
    guard let fee = context.intrinsicFee, let charged = voter.balance.subtracting(fee) else {
      throw .rejected(
        ActionRejection(.insufficientBalance, "\(context.caller) has \(voter.balance.decimal) Rau and cannot pay the fee of its vote"))
    }
    voter.balance = charged
    try fees.depositFee(fee, from: context.caller, height: height, state: state)
    voter.raiseNonce(to: context.action.envelope.nonce)
    let previousVotee = voter.votee
    voter.votee = vote.votee
    if vote.votee.isEmpty {
      voter.isCandidate = false
      try CandidateRegister.remove(context.caller, at: height, state: state)
    } else if vote.votee == caller {
      voter.isCandidate = true
      try CandidateRegister.add(caller, at: height, state: state)
    }
    state.setAccount(voter, at: context.caller)

    let weight = voter.balance
    if !previousVotee.isEmpty {
      try state.changeVotingWeight(of: previousVotee, at: height) { $0.subtract(weight) }
    }
    if !vote.votee.isEmpty {
      try state.changeVotingWeight(of: vote.votee, at: height) { $0.add(weight) }
    }
    return context.receipt(status: .success, contractAddress: receiptAddress)
  }

  /// Nominates the delegates that the genesis lists, with their balances as votes.
  public func writeGenesisState(of genesis: Genesis, in context: BlockContext, state: WorkingSet) throws(HandlingError) {
    for delegate in genesis.poll.delegates {
      var account = try state.loadOrCreateAccount(delegate.operatorAddress)
      account.isCandidate = true
      let name = delegate.operatorAddress.bech32
      try CandidateRegister.add(name, at: 0, state: state)
      state.setAccount(account, at: delegate.operatorAddress)
      try CandidateRegister.update(name, votes: VotingWeight(magnitude: account.balance), at: 0, state: state)
    }
  }

  private func address(of text: String) throws(HandlingError) -> Address {
    do {
      return try Address(bech32: text)
    } catch {
      throw .rejected(ActionRejection(.invalidAddress, "the votee \"\(text)\" is no address: \(error)"))
    }
  }
}
