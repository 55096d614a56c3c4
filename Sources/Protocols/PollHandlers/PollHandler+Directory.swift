public import ChainSpec
public import ChainTypes
public import ProtocolKit
public import State

extension PollHandler: CandidateDirectory {
  public func candidates(at height: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? {
    try CandidateRegister.list(at: epochs.startHeight(of: epochs.epochNumber(of: height)), state: state)
  }

  public func blockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? {
    if case .lifeLong(let list) = delegates { return list }
    guard let list = try candidates(at: epochs.startHeight(of: epoch), epochs: epochs, state: state) else { return nil }
    return CandidateList(Array(list.candidates.prefix(Int(clamping: epochs.numCandidateDelegates))))
  }

  public func activeBlockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? {
    if case .lifeLong(let list) = delegates { return list }
    guard let producers = try blockProducers(ofEpoch: epoch, epochs: epochs, state: state) else { return nil }
    let drawn = DelegateOrder.draw(producers.candidates, epochStart: epochs.startHeight(of: epoch)) { $0.address }
    return CandidateList(Array(drawn.prefix(Int(clamping: epochs.numDelegates))))
  }
}

extension PollHandler: PollResultSource {
  public func candidatesToAnnounce(at height: UInt64, in context: ValidationContext) throws(StateFault) -> CandidateList? {
    switch delegates {
    case .lifeLong(let list):
      return list
    case .election(let source, _, _):
      guard let gravityHeight = try gravityHeight(at: height, epochs: context.epochs, history: context.history) else { return nil }
      return source.candidates(atGravityHeight: gravityHeight)?.withReadableAddresses
    }
  }

  /// The height of the gravity chain whose result counts for the epoch of a height: the last one before the epoch's
  /// first block.
  ///
  /// - Returns: for delegates from the genesis, nil; else nil when the epoch's first block or the result is unknown.
  public func gravityHeight(at height: UInt64, epochs: EpochArithmetic, history: any ChainHistory) throws(StateFault) -> UInt64? {
    guard case .election(let source, _, _) = delegates else { return nil }
    let start = epochs.startHeight(of: epochs.epochNumber(of: height))
    guard let time = try history.timestamp(at: start) else { return nil }
    return source.gravityHeight(at: time)
  }
}
