public import Primitives

/// The state of an address (`state/account.go`).
public struct Account: Hashable, Sendable {
  /// The nonce of the last action that raised it; actions begin at 1.
  public var nonce: UInt64
  /// The balance in Rau.
  public var balance: U256
  /// The root of the contract's storage trie; zero when there is no storage.
  public var root: Hash256
  /// The hash of the contract's code: 32 bytes, or none for an account without code.
  public var codeHash: [UInt8]
  /// Whether the account stands for election.
  public var isCandidate: Bool
  /// The votes the account received.
  public var votingWeight: VotingWeight
  /// The address the account votes for, as text; empty for none.
  public var votee: String

  /// An account with these properties; an empty one by default.
  public init(
    nonce: UInt64 = 0, balance: U256 = .zero, root: Hash256 = .zero, codeHash: [UInt8] = [], isCandidate: Bool = false,
    votingWeight: VotingWeight = .zero, votee: String = ""
  ) {
    self.nonce = nonce
    self.balance = balance
    self.root = root
    self.codeHash = codeHash
    self.isCandidate = isCandidate
    self.votingWeight = votingWeight
    self.votee = votee
  }

  /// Whether the account has code. The hash of empty code counts (golden quirk 16).
  public var isContract: Bool { !codeHash.isEmpty }

  /// Sets the nonce unless it is that high already (`accountutil.SetNonce`).
  public mutating func raiseNonce(to nonce: UInt64) {
    self.nonce = max(self.nonce, nonce)
  }
}
