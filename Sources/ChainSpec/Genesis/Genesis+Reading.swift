import Primitives

extension Genesis {
  /// A genesis from the text of a genesis file, merged into ``reference`` as the reference merges it.
  ///
  /// Keys that the file leaves out keep the built-in values. Initial balances are added to the 27 built-in ones (that is how mainnet
  /// got them); lists are replaced. A key without a value sets a number to 0, a text to nothing, `account` and `initBalances` to no
  /// balances at all, and `poll` to the legacy vote protocol. An empty file gives ``reference``.
  ///
  /// - Parameters:
  ///   - yaml: the file's text
  ///   - name: the file's name for messages
  /// - Throws: ``GenesisError`` if it is no such file, has unknown keys or values of the wrong kind, or makes no sense. Stricter than the
  ///   reference: amounts and addresses must be in their shortest form, because the hash covers how they are written.
  public init(yaml: String, named name: String? = nil) throws(GenesisError) {
    let parts: (Blockchain, Account, Poll, Rewarding)
    do {
      parts = try Self.merged(yaml, named: name)
    } catch {
      throw GenesisError(error)
    }
    try self.init(blockchain: parts.0, account: parts.1, poll: parts.2, rewarding: parts.3)
  }

  private static func merged(_ yaml: String, named name: String?) throws(YAMLProblem) -> (Blockchain, Account, Poll, Rewarding) {
    let base = Genesis.reference
    var (blockchain, account, poll, rewarding) = (base.blockchain, base.account, base.poll, base.rewarding)
    if let document = try YAMLDocument.parse(yaml, named: name) {
      let top = try YAMLSection(document, at: "", knowing: ["blockchain", "account", "poll", "rewarding"])
      try top.read("blockchain", into: &blockchain) { value, path throws(YAMLProblem) in try base.blockchain.merging(value, at: path) }
      try top.read("account", into: &account, empty: Account([])) { value, path throws(YAMLProblem) in
        try base.account.merging(value, at: path)
      }
      try top.read("poll", into: &poll, empty: Poll()) { value, path throws(YAMLProblem) in try base.poll.merging(value, at: path) }
      try top.read("rewarding", into: &rewarding) { value, path throws(YAMLProblem) in try base.rewarding.merging(value, at: path) }
    }
    return (blockchain, account, poll, rewarding)
  }
}

extension YAMLSection {
  fileprivate func number(_ key: String, into target: inout UInt64) throws(YAMLProblem) {
    try read(key, into: &target, empty: 0) { value, path throws(YAMLProblem) in try value.integer(UInt64.self, at: path) }
  }

  fileprivate func boolean(_ key: String, into target: inout Bool) throws(YAMLProblem) {
    try read(key, into: &target, empty: false) { value, path throws(YAMLProblem) in try value.boolean(at: path) }
  }

  fileprivate func text(_ key: String, into target: inout String) throws(YAMLProblem) {
    try read(key, into: &target, empty: "") { value, path throws(YAMLProblem) in try value.text(at: path) }
  }

  fileprivate func amount(_ key: String, into target: inout U256) throws(YAMLProblem) {
    try read(key, into: &target) { value, path throws(YAMLProblem) in try value.amount(at: path) }
  }

  fileprivate func threshold(_ key: String, into target: inout U256?) throws(YAMLProblem) {
    try read(key, into: &target, empty: nil) { value, path throws(YAMLProblem) in
      if case .text("") = value.content { return nil }
      return try value.amount(at: path)
    }
  }
}

extension Genesis.Blockchain {
  fileprivate func merging(_ value: YAMLValue, at path: String) throws(YAMLProblem) -> Self {
    let section = try YAMLSection(
      value, at: path,
      knowing: [
        "timestamp", "blockGasLimit", "actionGasLimit", "blockInterval", "numSubEpochs", "numDelegates", "numCandidateDelegates",
        "timeBasedRotation",
      ])
    var merged = self
    try section.read("timestamp", into: &merged.timestamp, empty: 0) { value, path throws(YAMLProblem) in
      try value.integer(Int64.self, at: path)
    }
    try section.number("blockGasLimit", into: &merged.blockGasLimit)
    try section.number("actionGasLimit", into: &merged.actionGasLimit)
    try section.read("blockInterval", into: &merged.blockInterval) { value, path throws(YAMLProblem) in
      BlockDuration(nanoseconds: try value.duration(at: path))
    }
    try section.number("numSubEpochs", into: &merged.numSubEpochs)
    try section.number("numDelegates", into: &merged.numDelegates)
    try section.number("numCandidateDelegates", into: &merged.numCandidateDelegates)
    try section.boolean("timeBasedRotation", into: &merged.timeBasedRotation)
    return merged
  }
}

extension Genesis.Account {
  fileprivate func merging(_ value: YAMLValue, at path: String) throws(YAMLProblem) -> Self {
    let section = try YAMLSection(value, at: path, knowing: ["initBalances"])
    var merged = self
    try section.read("initBalances", into: &merged, empty: Self([])) { value, path throws(YAMLProblem) in
      guard case .mapping(let entries) = value.content else {
        throw YAMLProblem(
          .wrongKind, key: path, at: value.place, "this is \(value.kind), not a group of keys",
          remedy: "write lines of the form io1…: \"amount in Rau\" below it")
      }
      var balances: [InitialBalance] = []
      for entry in entries {
        let path = "\(path).\(entry.key)"
        let address = try YAMLValue(.text(entry.key), at: entry.place).address(at: path)
        balances.append(InitialBalance(address: address, balance: try entry.value.amount(at: path)))
      }
      return merging(balances)
    }
    return merged
  }
}

extension Genesis.Poll {
  fileprivate func merging(_ value: YAMLValue, at path: String) throws(YAMLProblem) -> Self {
    let section = try YAMLSection(
      value, at: path,
      knowing: [
        "enableGravityChainVoting", "gravityChainStartHeight", "gravityChainHeightInterval", "registerContractAddress",
        "stakingContractAddress", "voteThreshold", "scoreThreshold", "selfStakingThreshold", "delegates",
      ])
    var merged = self
    try section.boolean("enableGravityChainVoting", into: &merged.enableGravityChainVoting)
    try section.number("gravityChainStartHeight", into: &merged.gravityChainStartHeight)
    try section.number("gravityChainHeightInterval", into: &merged.gravityChainHeightInterval)
    try section.text("registerContractAddress", into: &merged.registerContractAddress)
    try section.text("stakingContractAddress", into: &merged.stakingContractAddress)
    try section.threshold("voteThreshold", into: &merged.voteThreshold)
    try section.threshold("scoreThreshold", into: &merged.scoreThreshold)
    try section.threshold("selfStakingThreshold", into: &merged.selfStakingThreshold)
    try section.read("delegates", into: &merged.delegates, empty: []) { value, path throws(YAMLProblem) in
      try value.list(at: path, of: Delegate.read)
    }
    return merged
  }
}

extension Genesis.Poll.Delegate {
  fileprivate static func read(_ value: YAMLValue, at path: String) throws(YAMLProblem) -> Self {
    let section = try YAMLSection(value, at: path, knowing: ["operatorAddr", "rewardAddr", "votes"])
    guard let operatorAddress = section.value("operatorAddr"), let votes = section.value("votes") else {
      throw YAMLProblem(
        .missingValue, key: path, at: value.place, "the delegate is incomplete", remedy: "give operatorAddr, rewardAddr and votes")
    }
    var rewardAddress: Address?
    try section.read("rewardAddr", into: &rewardAddress, empty: nil) { value, path throws(YAMLProblem) in
      if case .text("") = value.content { return nil }
      return try value.address(at: path)
    }
    return Self(
      operatorAddress: try operatorAddress.address(at: section.path(of: "operatorAddr")), rewardAddress: rewardAddress,
      votes: try votes.amount(at: section.path(of: "votes")))
  }
}

extension Genesis.Rewarding {
  fileprivate func merging(_ value: YAMLValue, at path: String) throws(YAMLProblem) -> Self {
    let section = try YAMLSection(
      value, at: path,
      knowing: [
        "initBalance", "blockReward", "epochReward", "numDelegatesForEpochReward", "exemptAddrsFromEpochReward", "foundationBonus",
        "numDelegatesForFoundationBonus", "foundationBonusLastEpoch", "productivityThreshold",
      ])
    var merged = self
    try section.amount("initBalance", into: &merged.initBalance)
    try section.amount("blockReward", into: &merged.blockReward)
    try section.amount("epochReward", into: &merged.epochReward)
    try section.number("numDelegatesForEpochReward", into: &merged.numDelegatesForEpochReward)
    try section.read("exemptAddrsFromEpochReward", into: &merged.exemptAddrsFromEpochReward, empty: []) {
      value, path throws(YAMLProblem) in
      try value.list(at: path) { element, path throws(YAMLProblem) in try element.address(at: path) }
    }
    try section.amount("foundationBonus", into: &merged.foundationBonus)
    try section.number("numDelegatesForFoundationBonus", into: &merged.numDelegatesForFoundationBonus)
    try section.number("foundationBonusLastEpoch", into: &merged.foundationBonusLastEpoch)
    try section.number("productivityThreshold", into: &merged.productivityThreshold)
    return merged
  }
}
