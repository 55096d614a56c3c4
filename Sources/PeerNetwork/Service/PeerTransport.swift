public import LibP2P

/// What a ``PeerNetwork`` stands on: connections with peers, streams, and gossip.
///
/// ``HostTransport`` is the one for real networks; tests have one in memory.
public protocol PeerTransport: Sendable {
  /// This node.
  var localPeer: PeerID { get }

  /// Starts everything. Handlers were set before.
  ///
  /// - Throws: when it cannot listen.
  func start(_ handlers: PeerTransportHandlers) async throws

  /// Ends all connections.
  func stop() async

  /// Opens a stream with the first of the protocols that the peer speaks.
  func openStream(to peer: PeerID, protocols: [String]) async throws -> any PeerChannel

  /// Tells everybody. Urgent messages overtake others.
  func publish(_ data: [UInt8], to topic: String, isUrgent: Bool) async throws

  /// Takes note of what the node has against a peer, in points from 0: who has most against it is listened to least.
  func setStanding(of peer: PeerID, points: Int)

  /// Ends the connections with a peer and refuses new ones for a while.
  func ban(_ peer: PeerID, for duration: Duration) async
}

/// What a transport calls. All of them return soon or suspend; none may block a thread.
public struct PeerTransportHandlers: Sendable {
  /// The topic to subscribe to, and what decides about each message before it is passed on.
  public var topic: String
  /// Decides about a message: who wrote it, who passed it on, its content.
  public var validate: @Sendable (_ author: PeerID?, _ sender: PeerID, _ data: [UInt8]) async -> GossipVerdict
  /// Whether a message overtakes others on its way; asked once it was accepted.
  public var isUrgent: @Sendable (_ data: ArraySlice<UInt8>) -> Bool
  /// What is done with streams that peers open, by protocol.
  public var streams: [StreamHandler]
  /// What happens to peers, in order.
  public var event: @Sendable (PeerTransportEvent) async -> Void
}

/// What is done with streams of a protocol that peers open.
public struct StreamHandler: Sendable {
  /// The protocol.
  public var protocolID: String
  /// Takes a stream until it is of no more use.
  public var handle: @Sendable (any PeerChannel) async -> Void

  /// A handler.
  public init(protocolID: String, handle: @escaping @Sendable (any PeerChannel) async -> Void) {
    self.protocolID = protocolID
    self.handle = handle
  }
}

/// What happens to the peers of a transport.
public enum PeerTransportEvent: Hashable, Sendable {
  /// A peer is there, and told what it speaks.
  case identified(PeerID, protocols: [String])
  /// A peer's last connection is gone.
  case disconnected(PeerID)
}

/// A stream to or from a peer.
public protocol PeerChannel: Sendable {
  /// The other side, proven.
  var peer: PeerID { get }
  /// Everything up to the end of the other side's half.
  ///
  /// - Throws: also beyond `limit` bytes.
  func readToEnd(limit: Int) async throws -> [UInt8]
  /// The messages that are there, at least one, each with its length in front on the wire; nil at the end.
  ///
  /// - Throws: also for a message above the limit, before it is read.
  func readMessages(limit: Int) async throws -> [[UInt8]]?
  /// Sends bytes; suspends while the other side does not keep up.
  func write(_ bytes: [UInt8]) async throws
  /// Closes this half: nothing more is written.
  func closeWrite()
  /// Ends both halves at once.
  func reset()
}
