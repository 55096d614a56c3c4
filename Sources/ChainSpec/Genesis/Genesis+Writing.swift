import Primitives

extension Genesis {
  /// The genesis as a file that gives every key. Both this project and the reference read it back to the same ``hash``, provided it has
  /// the 27 built-in accounts, which reading adds.
  public var yaml: String {
    var lines = [
      "blockchain:",
      "  timestamp: \(blockchain.timestamp)",
      "  blockGasLimit: \(blockchain.blockGasLimit)",
      "  actionGasLimit: \(blockchain.actionGasLimit)",
      "  blockInterval: \(blockchain.blockInterval)",
      "  numSubEpochs: \(blockchain.numSubEpochs)",
      "  numDelegates: \(blockchain.numDelegates)",
      "  numCandidateDelegates: \(blockchain.numCandidateDelegates)",
      "  timeBasedRotation: \(blockchain.timeBasedRotation)",
      "account:",
      "  initBalances:\(account.initBalances.isEmpty ? " {}" : "")",
    ]
    for entry in account.initBalances { lines.append("    \(entry.address.bech32): \"\(entry.balance.decimal)\"") }
    lines += pollLines + rewardingLines
    return lines.joined(separator: "\n") + "\n"
  }

  private var pollLines: [String] {
    var lines = [
      "poll:",
      "  enableGravityChainVoting: \(poll.enableGravityChainVoting)",
      "  gravityChainStartHeight: \(poll.gravityChainStartHeight)",
      "  gravityChainHeightInterval: \(poll.gravityChainHeightInterval)",
      "  registerContractAddress: \(YAMLText.quoted(poll.registerContractAddress))",
      "  stakingContractAddress: \(YAMLText.quoted(poll.stakingContractAddress))",
      "  voteThreshold: \"\(poll.voteThreshold?.decimal ?? "")\"",
      "  scoreThreshold: \"\(poll.scoreThreshold?.decimal ?? "")\"",
      "  selfStakingThreshold: \"\(poll.selfStakingThreshold?.decimal ?? "")\"",
      "  delegates:\(poll.delegates.isEmpty ? " []" : "")",
    ]
    for delegate in poll.delegates {
      lines.append("    - operatorAddr: \(delegate.operatorAddress.bech32)")
      lines.append("      rewardAddr: \"\(delegate.rewardAddress?.bech32 ?? "")\"")
      lines.append("      votes: \"\(delegate.votes.decimal)\"")
    }
    return lines
  }

  private var rewardingLines: [String] {
    var lines = [
      "rewarding:",
      "  initBalance: \"\(rewarding.initBalance.decimal)\"",
      "  blockReward: \"\(rewarding.blockReward.decimal)\"",
      "  epochReward: \"\(rewarding.epochReward.decimal)\"",
      "  numDelegatesForEpochReward: \(rewarding.numDelegatesForEpochReward)",
      "  exemptAddrsFromEpochReward:\(rewarding.exemptAddrsFromEpochReward.isEmpty ? " []" : "")",
    ]
    for address in rewarding.exemptAddrsFromEpochReward { lines.append("    - \(address.bech32)") }
    return lines + [
      "  foundationBonus: \"\(rewarding.foundationBonus.decimal)\"",
      "  numDelegatesForFoundationBonus: \(rewarding.numDelegatesForFoundationBonus)",
      "  foundationBonusLastEpoch: \(rewarding.foundationBonusLastEpoch)",
      "  productivityThreshold: \(rewarding.productivityThreshold)",
    ]
  }
}
