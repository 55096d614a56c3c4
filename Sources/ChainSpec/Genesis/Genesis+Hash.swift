import ChainCrypto
public import Primitives

extension Genesis {
  /// The hash that names the network: Keccak-256 of the reference's `Genesis` protobuf message.
  ///
  /// The exempt addresses and `gravityChainHeightInterval` are not part of it, and neither are fork heights. It is computed on each
  /// call. Source: blockchain/genesis/genesis.go, `Hash`, and proto/types/genesis.proto.
  public var hash: Hash256 {
    var message = GenesisMessage()
    message.append(encodedBlockchain, as: 1)
    message.append(encodedAccount, as: 2)
    message.append(encodedPoll, as: 3)
    message.append(encodedRewarding, as: 4)
    return Keccak256.hash(message.bytes)
  }

  private var encodedBlockchain: GenesisMessage {
    var message = GenesisMessage()
    message.append(UInt64(bitPattern: blockchain.timestamp), as: 1)
    message.append(blockchain.blockGasLimit, as: 2)
    message.append(blockchain.actionGasLimit, as: 3)
    message.append(UInt64(bitPattern: blockchain.blockInterval.nanoseconds), as: 4)
    message.append(blockchain.numSubEpochs, as: 5)
    message.append(blockchain.numDelegates, as: 6)
    message.append(blockchain.numCandidateDelegates, as: 7)
    message.append(blockchain.timeBasedRotation ? 1 : 0, as: 8)
    return message
  }

  private var encodedAccount: GenesisMessage {
    var message = GenesisMessage()
    for entry in account.initBalances { message.append(entry.address.bech32, as: 1) }
    for entry in account.initBalances { message.append(entry.balance.decimal, as: 2) }
    return message
  }

  private var encodedPoll: GenesisMessage {
    var message = GenesisMessage()
    message.append(poll.enableGravityChainVoting ? 1 : 0, as: 1)
    message.append(poll.gravityChainStartHeight, as: 2)
    message.append(poll.registerContractAddress, as: 3)
    message.append(poll.stakingContractAddress, as: 4)
    message.append(poll.voteThreshold?.decimal ?? "", as: 5)
    message.append(poll.scoreThreshold?.decimal ?? "", as: 6)
    message.append(poll.selfStakingThreshold?.decimal ?? "", as: 7)
    for delegate in poll.delegates {
      var entry = GenesisMessage()
      entry.append(delegate.operatorAddress.bech32, as: 1)
      entry.append(delegate.rewardAddress?.bech32 ?? "", as: 2)
      entry.append(delegate.votes.decimal, as: 3)
      message.append(entry, as: 8)
    }
    return message
  }

  private var encodedRewarding: GenesisMessage {
    var message = GenesisMessage()
    // Field 1, an admin's address, is never set at v0.5.0.
    message.append(rewarding.initBalance.decimal, as: 2)
    message.append(rewarding.blockReward.decimal, as: 3)
    message.append(rewarding.epochReward.decimal, as: 4)
    message.append(rewarding.numDelegatesForEpochReward, as: 5)
    message.append(rewarding.foundationBonus.decimal, as: 6)
    message.append(rewarding.numDelegatesForFoundationBonus, as: 7)
    message.append(rewarding.foundationBonusLastEpoch, as: 8)
    message.append(rewarding.productivityThreshold, as: 9)
    return message
  }
}

/// A protobuf message under construction, as proto3 encodes it: fields in order, numbers of zero and empty texts left out.
private struct GenesisMessage {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ value: UInt64, as field: UInt8) {
    guard value != 0 else { return }
    bytes.append(field << 3)
    appendVarint(value)
  }

  mutating func append(_ text: String, as field: UInt8) {
    guard !text.isEmpty else { return }
    append(Array(text.utf8), as: field)
  }

  /// An inner message is written even if it is empty.
  mutating func append(_ message: GenesisMessage, as field: UInt8) { append(message.bytes, as: field) }

  private mutating func append(_ payload: [UInt8], as field: UInt8) {
    bytes.append(field << 3 | 2)
    appendVarint(UInt64(payload.count))
    bytes += payload
  }

  private mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
