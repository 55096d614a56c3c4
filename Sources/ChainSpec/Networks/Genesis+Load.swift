import Primitives

extension Genesis {
  /// A network for load tests.
  ///
  /// The delegates are the first four of the reference's published test accounts. Blocks of 200 million gas hold 20,000 transfers; at 5
  /// seconds that is 4,000 transfers a second, where mainnet's parameters end at 200. An epoch is 120 blocks, 10 minutes.
  static let load = Genesis(
    trusting: Blockchain(
      timestamp: 1_546_329_600, blockGasLimit: 200_000_000, actionGasLimit: 5_000_000, blockInterval: .seconds(5), numSubEpochs: 30,
      numDelegates: 4, numCandidateDelegates: 4, timeBasedRotation: true),
    reference.account,
    Poll(enableGravityChainVoting: true, delegates: testAccounts.prefix(4).map(testDelegate)),
    launchedRewarding(fund: 1_200_000_000, exempt: []))
}
