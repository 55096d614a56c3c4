import Primitives

extension Genesis {
  /// Refuses a genesis with which no chain can run: the reference takes such files and divides by zero or panics later.
  func validate() throws(GenesisError) {
    guard blockchain.blockInterval.nanoseconds > 0 else {
      throw GenesisError(
        .invalidValue, "blockchain.blockInterval", "the interval is \(blockchain.blockInterval)",
        remedy: "write a duration above zero, such as 10s")
    }
    do {
      _ = try EpochArithmetic(
        numDelegates: blockchain.numDelegates, numCandidateDelegates: blockchain.numCandidateDelegates,
        numSubEpochs: blockchain.numSubEpochs)
    } catch {
      switch error {
      case .noDelegates:
        throw GenesisError(.invalidValue, "blockchain.numDelegates", "an epoch has no delegates", remedy: "write at least 1")
      case .noSubEpochs:
        throw GenesisError(.invalidValue, "blockchain.numSubEpochs", "an epoch has no sub-epochs", remedy: "write at least 1")
      case .tooLong:
        throw GenesisError(
          .invalidValue, "blockchain.numSubEpochs", "an epoch has more than 2^32 blocks",
          remedy: "lower blockchain.numSubEpochs or blockchain.numDelegates")
      }
    }
    if poll.mode == .lifeLong, UInt64(poll.delegates.count) < blockchain.numDelegates {
      throw GenesisError(
        .invalidValue, "poll.delegates", "there are \(poll.delegates.count) fixed delegates, \(blockchain.numDelegates) are needed",
        remedy: "list at least blockchain.numDelegates delegates, or set poll.gravityChainStartHeight for an election on Ethereum")
    }
    guard let total = account.total, total.adding(rewarding.initBalance) != nil else {
      throw GenesisError(
        .invalidValue, "account.initBalances", "the sum of all balances and the rewarding fund exceeds 2^256 - 1 Rau",
        remedy: "lower the balances")
    }
  }
}
