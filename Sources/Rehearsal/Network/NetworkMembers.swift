internal import ChainCrypto
internal import ChainSpec
internal import Primitives

/// The keys of a rehearsal's network: its delegates and the accounts that send.
struct NetworkMembers: Sendable {
  /// The delegates' keys, which sign blocks.
  let delegates: [PrivateKey]
  /// The keys of the accounts that the load comes from; each has a million IOTX.
  let accounts: [PrivateKey]

  /// New keys from the operating system's generator.
  init(delegates: Int, accounts: Int) {
    self.delegates = (0..<delegates).map { _ in .random() }
    self.accounts = (0..<accounts).map { _ in .random() }
  }

  /// The genesis in which these delegates produce and these accounts are funded.
  ///
  /// - Parameter time: the time of the genesis block in seconds since 1970.
  func genesis(for plan: RehearsalPlan, time: Int64) throws(RehearsalError) -> Genesis {
    let load = Network.load.genesis
    let count = UInt64(delegates.count)
    let blockchain = Genesis.Blockchain(
      timestamp: time, blockGasLimit: plan.blockGasLimit, actionGasLimit: load.blockchain.actionGasLimit,
      blockInterval: BlockDuration(nanoseconds: plan.blockInterval * 1_000_000), numSubEpochs: 30, numDelegates: count,
      numCandidateDelegates: count, timeBasedRotation: true)
    let poll = Genesis.Poll(
      enableGravityChainVoting: true,
      delegates: delegates.enumerated().map { index, key in
        let address = key.publicKey.address
        return Genesis.Poll.Delegate(operatorAddress: address, rewardAddress: address, votes: U256(UInt64(1_000 - index)))
      })
    let balance = Rau.iotx(1_000_000).value
    // The built-in accounts stay: reading a genesis file adds them anyway.
    let account = load.account.merging(
      (delegates + accounts).map { Genesis.Account.InitialBalance(address: $0.publicKey.address, balance: balance) })
    do {
      return try Genesis(blockchain: blockchain, account: account, poll: poll, rewarding: load.rewarding)
    } catch {
      throw .plan("no genesis can be made: \(error)")
    }
  }
}
