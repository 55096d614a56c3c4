import Primitives

extension Genesis {
  /// A network for one's own machine.
  ///
  /// The account of ``DevelopmentKey`` is the only delegate and has a billion IOTX; the reference's 27 test accounts are there too, so that
  /// the reference can run this network from ``yaml``. An epoch is 30 blocks, a minute.
  static let dev = Genesis(
    trusting: Blockchain(
      timestamp: 1_546_329_600, blockGasLimit: 20_000_000, actionGasLimit: 5_000_000, blockInterval: .seconds(2), numSubEpochs: 30,
      numDelegates: 1, numCandidateDelegates: 1, timeBasedRotation: false),
    reference.account.merging([
      Account.InitialBalance(address: DevelopmentKey.address, balance: Rau.iotx(1_000_000_000).value)
    ]),
    Poll(
      enableGravityChainVoting: true,
      delegates: [
        Poll.Delegate(
          operatorAddress: DevelopmentKey.address, rewardAddress: DevelopmentKey.address, votes: Rau.iotx(1_000_000_000).value)
      ]),
    launchedRewarding(fund: 1_200_000_000, exempt: []))
}
