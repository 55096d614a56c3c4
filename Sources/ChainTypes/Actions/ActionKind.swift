/// The kinds of actions of v0.5.0, by the names of `ActionCore`'s fields (`proto/types/action.proto`).
public enum ActionKind: String, Hashable, Sendable, CaseIterable {
  /// Moves an amount to another account.
  case transfer
  /// Gives the sender's balance as votes to a candidate; experimental.
  case vote
  /// Creates or calls a contract.
  case execution
  /// Registers a sub-chain; experimental.
  case startSubChain
  /// Ends a sub-chain; experimental.
  case stopSubChain
  /// Puts a sub-chain block's roots on the main chain; experimental.
  case putBlock
  /// Moves an amount to a sub-chain; experimental.
  case createDeposit
  /// Credits a deposit on a sub-chain; experimental.
  case settleDeposit
  /// Registers a Plum chain; never had rules.
  case createPlumChain
  /// Ends a Plum chain; never had rules.
  case terminatePlumChain
  /// Puts a Plum block's roots on the main chain; never had rules.
  case plumPutBlock
  /// Moves an amount to a Plum chain; never had rules.
  case plumCreateDeposit
  /// Starts to take a coin back from a Plum chain; never had rules.
  case plumStartExit
  /// Contests an exit; never had rules.
  case plumChallengeExit
  /// Answers a challenge; never had rules.
  case plumResponseChallengeExit
  /// Ends an exit; never had rules.
  case plumFinalizeExit
  /// Credits a deposit on a Plum chain; never had rules.
  case plumSettleDeposit
  /// Moves a coin on a Plum chain; never had rules.
  case plumTransfer
  /// Adds to the rewarding fund.
  case depositToRewardingFund
  /// Takes what the sender has earned out of the rewarding fund.
  case claimFromRewardingFund
  /// Credits a reward; made by the producer of the block.
  case grantReward
  /// Announces the candidates of the next epoch; made by the producer of the block.
  case putPollResult

  /// The number of the field of `ActionCore` that holds the payload.
  public var fieldNumber: Int {
    switch self {
    case .transfer: 10
    case .vote: 11
    case .execution: 12
    case .startSubChain: 13
    case .stopSubChain: 14
    case .putBlock: 15
    case .createDeposit: 16
    case .settleDeposit: 17
    case .createPlumChain: 18
    case .terminatePlumChain: 19
    case .plumPutBlock: 20
    case .plumCreateDeposit: 21
    case .plumStartExit: 22
    case .plumChallengeExit: 23
    case .plumResponseChallengeExit: 24
    case .plumFinalizeExit: 25
    case .plumSettleDeposit: 26
    case .plumTransfer: 27
    case .depositToRewardingFund: 30
    case .claimFromRewardingFund: 31
    case .grantReward: 32
    case .putPollResult: 50
    }
  }

  /// The kind whose payload is this field of `ActionCore`, or nil when it is another field.
  public init?(fieldNumber: UInt64) {
    switch fieldNumber {
    case 10: self = .transfer
    case 11: self = .vote
    case 12: self = .execution
    case 13: self = .startSubChain
    case 14: self = .stopSubChain
    case 15: self = .putBlock
    case 16: self = .createDeposit
    case 17: self = .settleDeposit
    case 18: self = .createPlumChain
    case 19: self = .terminatePlumChain
    case 20: self = .plumPutBlock
    case 21: self = .plumCreateDeposit
    case 22: self = .plumStartExit
    case 23: self = .plumChallengeExit
    case 24: self = .plumResponseChallengeExit
    case 25: self = .plumFinalizeExit
    case 26: self = .plumSettleDeposit
    case 27: self = .plumTransfer
    case 30: self = .depositToRewardingFund
    case 31: self = .claimFromRewardingFund
    case 32: self = .grantReward
    case 50: self = .putPollResult
    default: return nil
    }
  }

  /// Whether the pool and blocks refuse it unless the node enables experimental actions (`action.IsExperimentalAction`).
  public var isExperimental: Bool { self == .vote || isSubChain }

  /// Whether it belongs to the sub-chains, which this client decodes and hashes but does not process.
  public var isSubChain: Bool {
    switch self {
    case .startSubChain, .stopSubChain, .putBlock, .createDeposit, .settleDeposit: true
    default: false
    }
  }

  /// Whether it belongs to the Plum chains. The reference can neither build nor load these (`Envelope.LoadProto`: "no
  /// applicable action"), so no block holds one; pool and chain refuse them.
  public var isPlum: Bool { (18...27).contains(fieldNumber) }

  /// Whether only the producer of a block has a reason to send it.
  public var isSystem: Bool { self == .grantReward || self == .putPollResult }
}

extension ActionKind: CustomStringConvertible {
  /// The name of `ActionCore`'s field.
  public var description: String { rawValue }
}
