internal import ChainSpec
internal import ChainTypes
internal import Primitives
internal import ProtocolKit
internal import State

extension RewardingHandler {
  /// Grants the reward of the current block to the reward address of its producer.
  ///
  /// A producer that is not a candidate, or has no reward address, gets nothing, and the action still succeeds.
  func grantBlockReward(_ context: ActionContext, store: RewardStore) throws(RewardingFailure) -> [RewardLog] {
    let height = context.block.height
    guard try running({ () throws(HandlingError) in try !store.isGranted(.block, index: height) }) else { throw .failed }
    let candidates = try epochCandidates(context, state: store.state)
    let producer = context.block.producer.bech32
    guard let rewardAddress = candidates.first(where: { $0.address == producer })?.rewardAddress, !rewardAddress.isEmpty else { return [] }
    guard let address = try? Address(bech32: rewardAddress) else { throw .failed }
    guard let parameters = try running({ () throws(HandlingError) in try store.parameters() }) else { throw .failed }
    try takeAvailable(parameters.blockReward, store: store)
    try grant(parameters.blockReward, to: address, store: store)
    store.setGranted(.block, index: height)
    return [RewardLog(kind: .block, address: rewardAddress, amount: parameters.blockReward)]
  }

  /// Grants the epoch's reward, shared by votes, and the foundation's bonus, in the last block of an epoch.
  func grantEpochReward(_ context: ActionContext, store: RewardStore) throws(RewardingFailure) -> [RewardLog] {
    let epochs = context.block.epochs
    let epoch = epochs.epochNumber(of: context.block.height)
    guard try running({ () throws(HandlingError) in try !store.isGranted(.epoch, index: epoch) }) else { throw .failed }
    guard context.block.height == epochs.lastHeight(of: epoch) else { throw .failed }
    guard let parameters = try running({ () throws(HandlingError) in try store.parameters() }) else { throw .failed }
    let candidates = try epochCandidates(context, state: store.state)
    guard let exempt = try running({ () throws(HandlingError) in try store.exemptOperators() }) else { throw .failed }
    let exemptAddresses = Set(exempt.addresses.map(\.bech32))
    let unproductive = try unproductiveDelegates(context, epoch: epoch, threshold: parameters.productivityThreshold, state: store.state)
    let eligible = candidates.filter { !exemptAddresses.contains($0.address) }

    var rewards: [RewardLog] = []
    var total = U256.zero
    func pay(_ amount: U256, to address: Address, kind: RewardLog.Kind, named name: String) throws(RewardingFailure) {
      try grant(amount, to: address, store: store)
      rewards.append(RewardLog(kind: kind, address: name, amount: amount))
      guard let sum = total.adding(amount) else { throw .failed }
      total = sum
    }

    for share in try shares(of: parameters, among: eligible, without: unproductive) where !share.amount.isZero {
      try pay(share.amount, to: share.address, kind: .epoch, named: share.address.bech32)
    }
    if epoch <= parameters.foundationBonusLastEpoch {
      for candidate in eligible.prefix(saturating: parameters.delegatesForFoundationBonus) where !candidate.rewardAddress.isEmpty {
        guard let address = try? Address(bech32: candidate.rewardAddress) else { throw .failed }
        try pay(parameters.foundationBonus, to: address, kind: .foundationBonus, named: candidate.rewardAddress)
      }
    }
    try takeAvailable(total, store: store)
    store.setGranted(.epoch, index: epoch)
    return rewards
  }

  /// The candidates at the first height of the current epoch, from committed state.
  private func epochCandidates(_ context: ActionContext, state: WorkingSet) throws(RewardingFailure) -> [Candidate] {
    let epochs = context.block.epochs
    let start = epochs.startHeight(of: epochs.epochNumber(of: context.block.height))
    let list = try running { () throws(HandlingError) in
      try handling { () throws(StateFault) in try candidates.candidates(at: start, epochs: epochs, state: state.committed) }
    }
    guard let list else { throw .failed }
    return list.candidates
  }

  /// The share of each candidate: the reward times its votes, divided by the votes of all, rounded down.
  ///
  /// The votes of unproductive candidates and of those without a reward address still count in the divisor.
  private func shares(
    of parameters: RewardParameters, among eligible: [Candidate], without unproductive: Set<String>
  ) throws(RewardingFailure) -> [(address: Address, amount: U256)] {
    let sharing = eligible.prefix(saturating: parameters.delegatesForEpochReward)
    var totalVotes = U256.zero
    for candidate in sharing {
      guard let votes = candidate.votes.value, let sum = totalVotes.adding(votes) else { throw .failed }
      totalVotes = sum
    }
    var shares: [(address: Address, amount: U256)] = []
    for candidate in sharing where !candidate.rewardAddress.isEmpty {
      guard let address = try? Address(bech32: candidate.rewardAddress) else { throw .failed }
      guard !unproductive.contains(candidate.address), !totalVotes.isZero else { continue }
      guard let product = parameters.epochReward.multiplied(by: candidate.votes.value ?? .zero) else { throw .failed }
      shares.append((address, product.quotientAndRemainder(dividingBy: totalVotes).quotient))
    }
    return shares
  }

  /// The delegates that produced less than the threshold of the blocks expected of them in the epoch.
  ///
  /// The current block counts as produced (golden quirk 33).
  private func unproductiveDelegates(
    _ context: ActionContext, epoch: UInt64, threshold: UInt64, state: WorkingSet
  ) throws(RewardingFailure) -> Set<String> {
    let counts = try running { () throws(HandlingError) in
      try handling { () throws(StateFault) in
        try Productivity(
          epoch: epoch, epochs: context.block.epochs, candidates: candidates, history: context.history, state: state.committed)
      }
    }
    guard var counts else { throw .failed }
    counts.add(producer: context.block.producer.bech32)
    // No producer at all, or more delegates than blocks: the reference divides by zero and stops.
    let expected = counts.expectedBlocks
    guard expected > 0 else {
      throw .stopped(.rejected(ActionRejection(.arithmetic, "epoch \(epoch) has fewer blocks than delegates, so that none is expected")))
    }
    return Set(counts.produced.filter { $0.value.multipliedReportingOverflow(by: 100).partialValue / expected < threshold }.keys)
  }
}

extension Array {
  /// The first elements, at most `count` of them, for counts of any size.
  fileprivate func prefix(saturating count: UInt64) -> ArraySlice<Element> {
    prefix(Int(Swift.min(count, UInt64(self.count))))
  }
}
