public import ChainSpec
public import ChainTypes
internal import Primitives
public import ProtocolKit
public import State

/// Who the delegates are, decided outside the chain and announced in it (`action/protocol/poll/protocol.go`).
///
/// From the middle of an epoch on, the producer of a block announces the next epoch's candidates, unless they have been
/// announced. Depending on the delegates' origin, other nodes compare the announcement with what they know.
public struct PollHandler: ActionHandler {
  let delegates: DelegateOrigin
  private let receiptAddress = ProtocolAddress.address(of: "poll").bech32

  /// A handler for delegates of some origin.
  public init(delegates: DelegateOrigin) {
    self.delegates = delegates
  }

  public func validate(_ action: SealedAction, in context: ValidationContext, state: WorkingSet) throws(HandlingError) {
    switch action.envelope.payload {
    case .vote:
      throw .rejected(ActionRejection(.unsupported, "this network polls its delegates outside the chain: votes cannot be processed"))
    case .putPollResult(let result):
      guard context.producer == action.sender else {
        throw .rejected(ActionRejection(.notTheProducer, "the poll result comes from \(action.sender), who does not produce the block"))
      }
      do {
        try Self.checkForm(of: result.candidates)
      } catch {
        throw .rejected(error)
      }
      try compareWithElection(result, in: context)
    default:
      return
    }
  }

  public func handle(_ context: ActionContext, state: WorkingSet) throws(HandlingError) -> Receipt? {
    guard case .putPollResult(let result) = context.action.envelope.payload else { return nil }
    try Self.setCandidates(result.candidates, at: result.height, state: state)
    return context.receipt(status: .success, contractAddress: receiptAddress)
  }

  public func writeGenesisState(of genesis: Genesis, in context: BlockContext, state: WorkingSet) throws(HandlingError) {
    let candidates: CandidateList
    switch delegates {
    case .lifeLong(let list):
      candidates = list
    case .election(let source, let startHeight, _):
      guard let elected = source.candidates(atGravityHeight: startHeight) else {
        throw .rejected(
          ActionRejection(
            .wrongPollResult, "the election source has no result for gravity height \(startHeight), where this network begins"))
      }
      candidates = elected.withReadableAddresses
      do {
        try Self.checkForm(of: candidates)
      } catch {
        throw .rejected(error)
      }
    }
    try Self.setCandidates(candidates, at: 1, state: state)
  }

  /// Compares an announcement with the delegates that this node expects.
  private func compareWithElection(_ result: PutPollResult, in context: ValidationContext) throws(HandlingError) {
    let expected = try handling { () throws(StateFault) in try candidatesToAnnounce(at: context.height, in: context) }
    guard let expected else {
      if delegates.followsAnnouncements { return }
      throw .rejected(
        ActionRejection(.wrongPollResult, "the election source has no result yet for the epoch of height \(context.height)"))
    }
    if delegates.followsAnnouncements { return }
    let announced = result.candidates.candidates
    guard announced.count == expected.candidates.count else {
      throw .rejected(
        ActionRejection(.wrongPollResult, "the poll result lists \(announced.count) delegates instead of \(expected.candidates.count)"))
    }
    for (index, delegate) in expected.candidates.enumerated() where delegate != announced[index] {
      throw .rejected(
        ActionRejection(
          .wrongPollResult, "delegate \(index) of the poll result is \(announced[index].address), expected \(delegate.address)"))
    }
  }

  /// Refuses lists with an address twice. (That a list is ordered is never checked: the reference forgets to remember the
  /// previous votes.)
  private static func checkForm(of list: CandidateList) throws(ActionRejection) {
    var seen: Set<String> = []
    for candidate in list.candidates {
      guard seen.insert(candidate.address).inserted else {
        throw ActionRejection(.wrongPollResult, "candidate \(candidate.address) is listed twice")
      }
      guard candidate.votes.value != nil else {
        throw ActionRejection(.wrongPollResult, "the votes of candidate \(candidate.address) exceed 256 bits")
      }
    }
  }

  /// Marks the candidates' accounts and stores the list (golden quirk 37).
  ///
  /// For each candidate the list under construction is stored, then the account; at the end the list as given.
  private static func setCandidates(_ list: CandidateList, at height: UInt64, state: WorkingSet) throws(HandlingError) {
    for candidate in list.candidates {
      let address: Address
      do {
        address = try Address(bech32: candidate.address)
      } catch {
        throw .rejected(ActionRejection(.invalidAddress, "candidate \(candidate.address) has no readable address: \(error)"))
      }
      var account = try state.loadOrCreateAccount(address)
      account.isCandidate = true
      try CandidateRegister.add(candidate.address, at: height, state: state)
      state.setAccount(account, at: address)
    }
    state.setCandidateList(list, at: height)
  }
}
