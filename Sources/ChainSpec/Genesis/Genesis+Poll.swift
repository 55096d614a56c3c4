public import Primitives

extension Genesis {
  /// The genesis keys below `poll`.
  public struct Poll: Sendable, Hashable {
    /// A delegate that is fixed for the life of the network.
    public struct Delegate: Sendable, Hashable {
      /// The account that signs blocks.
      public var operatorAddress: Address
      /// The account that is paid; nil if it is the operator's.
      public var rewardAddress: Address?
      /// The votes in Rau, by which delegates are ranked and epoch rewards are shared.
      public var votes: U256

      /// A delegate with its votes.
      public init(operatorAddress: Address, rewardAddress: Address?, votes: U256) {
        self.operatorAddress = operatorAddress
        self.rewardAddress = rewardAddress
        self.votes = votes
      }
    }

    /// Who chooses the delegates.
    public enum Mode: Sendable, Hashable {
      /// The votes on this chain (`enableGravityChainVoting` is false): the legacy vote protocol.
      case vote
      /// The genesis, for ever.
      case lifeLong
      /// An election on Ethereum, whose results each epoch's blocks carry.
      case committee
    }

    /// Whether delegates come from the poll protocol rather than from votes on this chain.
    public var enableGravityChainVoting: Bool
    /// The Ethereum height of the first election; 0 for a network with fixed delegates.
    public var gravityChainStartHeight: UInt64
    /// How many Ethereum blocks lie between two elections. Not part of the genesis hash.
    public var gravityChainHeightInterval: UInt64
    /// The Ethereum contract in which candidates register, as written; empty if there is none.
    public var registerContractAddress: String
    /// The Ethereum contract that holds the stakes, as written; empty if there is none.
    public var stakingContractAddress: String
    /// The least stake of a vote that counts, in Rau; nil if not given.
    public var voteThreshold: U256?
    /// The least votes of a candidate, in Rau; nil if not given.
    public var scoreThreshold: U256?
    /// The least own stake of a candidate, in Rau; nil if not given.
    public var selfStakingThreshold: U256?
    /// The fixed delegates.
    public var delegates: [Delegate]

    /// Settings of the poll; without arguments the legacy vote protocol without anything else.
    public init(
      enableGravityChainVoting: Bool = false, gravityChainStartHeight: UInt64 = 0, gravityChainHeightInterval: UInt64 = 0,
      registerContractAddress: String = "", stakingContractAddress: String = "", voteThreshold: U256? = nil, scoreThreshold: U256? = nil,
      selfStakingThreshold: U256? = nil, delegates: [Delegate] = []
    ) {
      self.enableGravityChainVoting = enableGravityChainVoting
      self.gravityChainStartHeight = gravityChainStartHeight
      self.gravityChainHeightInterval = gravityChainHeightInterval
      self.registerContractAddress = registerContractAddress
      self.stakingContractAddress = stakingContractAddress
      self.voteThreshold = voteThreshold
      self.scoreThreshold = scoreThreshold
      self.selfStakingThreshold = selfStakingThreshold
      self.delegates = delegates
    }

    /// Who chooses the delegates. The reference (server/itx/server.go) decides by the same two keys, and by whether the node has an
    /// election committee: one without falls back to the fixed delegates, of which such a network has none.
    public var mode: Mode {
      guard enableGravityChainVoting else { return .vote }
      return gravityChainStartHeight == 0 ? .lifeLong : .committee
    }
  }
}
