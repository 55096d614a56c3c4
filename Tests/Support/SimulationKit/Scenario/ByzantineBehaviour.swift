/// A way for a node to break the protocol.
public enum ByzantineBehaviour: String, Hashable, Sendable, CaseIterable {
  /// Proposes two different blocks in one round, each to one half of the network.
  case equivocatingProposer = "equivocating-proposer"
  /// Proposes a locked block without the proof of its lock, and gives its votes only to a few.
  case withheldProof = "withheld-proof"
  /// Sends votes of other nodes again, later, and under other heights.
  case voteReplay = "vote-replay"
  /// Announces blocks with footers that prove nothing.
  case forgedFooter = "forged-footer"
  /// Proposes blocks whose time is not that of the round.
  case earlyAndLateBlocks = "early-and-late-blocks"
  /// Locks, and commits to, every block that it hears of, and none.
  case doubleLock = "double-lock"
  /// Proposes blocks that are rightly signed and wrong inside.
  case invalidBlock = "invalid-block"
  /// Sends nothing.
  case silent
  /// Sends bytes without meaning, and real messages with bytes changed.
  case garbage
  /// Sends rightly signed votes on blocks that do not exist, in great numbers.
  case spam
  /// Sends everything late, some of it by rounds.
  case delayedMessages = "delayed-messages"
  /// Answers requests for blocks with other blocks, old ones, or nothing.
  case lyingSync = "lying-sync"
  /// Sends each vote to only some of the nodes.
  case selectiveVotes = "selective-votes"
  /// Votes with keys that are no delegate's. The only one that is for nodes outside the delegates.
  case outsiderVotes = "outsider-votes"
}
