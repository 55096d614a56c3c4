public import ChainTypes
public import LibP2P
public import Primitives

/// What a planner learns. See ``BlockSyncPlanner``.
public enum SyncEvent: Sendable {
  /// A peer is there.
  case peerConnected(PeerID, SyncTransport)
  /// A peer is gone; its requests are over.
  case peerDisconnected(PeerID)
  /// A peer's height became known.
  case heightLearnt(PeerID, UInt64, SyncHeightBasis)
  /// A block came as an answer.
  ///
  /// `request` is nil when it came as a unicast message, which does not say what it answers.
  case blockReceived(Block, byteCount: Int, from: PeerID, request: SyncRequestID?)
  /// A block was announced to everybody, and passed the checks that need no state.
  case blockAnnounced(Block, byteCount: Int, from: PeerID)
  /// The answer on a block stream ended as it should. `tip` is what the server said of itself.
  case requestEnded(SyncRequestID, tip: UInt64?)
  /// The question could not be sent, or the stream broke; or the server said that it is busy.
  case requestFailed(SyncRequestID, SyncRequestFailure)
  /// The shell's own time limit for a request was reached. (The planner has limits of its own; this is not needed.)
  case requestTimedOut(SyncRequestID)
  /// The chain has a new head, by a block handed over or in another way.
  case tipAdvanced(SyncTip)
  /// A block handed over was not appended. All handed over behind it are back with the planner.
  case blockRefused(height: UInt64, hash: Hash256, SyncRefusal)
  /// Something shows that this node is behind: ask the peers how high they are without waiting.
  case behind
  /// Time passed. Due at ``BlockSyncPlanner/nextDeadline``.
  case tick
}

/// How a peer is asked for blocks.
public enum SyncTransport: Hashable, Sendable {
  /// `BlockSync` by unicast, answered by one unicast message per block: all that v0.5.0 knows.
  case unicast
  /// One stream that carries the request and the answer.
  case stream
}

/// How a peer's height became known.
public enum SyncHeightBasis: Hashable, Sendable {
  /// The peer said so itself: it must deliver.
  case claimed
  /// The peer passed on somebody's block of that height, which proves little.
  case hinted
  /// Something that the peer passed on suggests the height, but the block may be on its way here, too: of use only to a
  /// node that is behind by more than one block.
  case rumoured
}

/// Why a request brought nothing more.
public enum SyncRequestFailure: Hashable, Sendable {
  /// It could not be sent, or the stream broke.
  case connection
  /// The server asked to come later.
  case busy
  /// The answer broke the rules of the protocol, or did not decode.
  case malformed
}

/// Why the chain did not append a block.
public enum SyncRefusal: Hashable, Sendable {
  /// The block is invalid: whoever sent it is to blame.
  case invalid
  /// The chain has another block there, or more already; nobody is to blame.
  case stale
  /// This node failed, or cannot append now; the block is tried again later.
  case notNow
}

/// Names a request. Numbers are not used twice.
public struct SyncRequestID: Hashable, Sendable, Comparable {
  /// The number, from 1.
  public let number: UInt64

  /// The earlier request is the lesser one.
  public static func < (left: SyncRequestID, right: SyncRequestID) -> Bool { left.number < right.number }
}

/// The end of the chain.
public struct SyncTip: Hashable, Sendable {
  /// The height of the last block; 0 before the first.
  public var height: UInt64
  /// Its hash; the genesis hash before the first block.
  public var hash: Hash256

  /// A tip.
  public init(height: UInt64, hash: Hash256) {
    self.height = height
    self.hash = hash
  }
}
