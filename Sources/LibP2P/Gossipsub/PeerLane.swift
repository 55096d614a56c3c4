import Synchronization

/// What waits for one connected peer, and who sends it.
///
/// The outbox is guarded by its own lock, which is taken inside that of ``PubSub`` or alone, never around it.
final class PeerLane: Sendable {
  let peer: PeerID
  let isOutbound: Bool
  let address: String?
  private let outbox: Mutex<GossipOutbox>
  private let signal = Mutex<Signal>(.none)
  private let service = Mutex(Service.none)

  private enum Signal {
    case none
    case open(AsyncStream<Void>.Continuation)
    case closed

    var continuation: AsyncStream<Void>.Continuation? {
      if case .open(let continuation) = self { continuation } else { nil }
    }
  }

  init(_ peer: PeerID, isOutbound: Bool, address: String?, limits: GossipOutbox.Limits) {
    self.peer = peer
    self.isOutbound = isOutbound
    self.address = address
    outbox = Mutex(GossipOutbox(limits: limits))
  }

  /// Yields when something waits, for a sender who begins; ends that of the one before. One signal is kept while the sender is busy.
  func openSignals() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    continuation.yield()
    let isOpen = signal.withLock { signal in
      switch signal {
      case .none: break
      case .open(let earlier): earlier.finish()
      case .closed: return false
      }
      signal = .open(continuation)
      return true
    }
    if !isOpen { continuation.finish() }
    return stream
  }

  /// Whether somebody keeps a stream open.
  private enum Service {
    case none
    case running
    /// Somebody does, and there was a reason to try anew meanwhile, which must not be lost should it just be giving up.
    case runningAskedAgain
  }

  /// Asks for somebody who keeps a stream open. True if the caller has to see to it, false if somebody does already.
  func beginService() -> Bool {
    service.withLock { service in
      defer { service = service == .none ? .running : .runningAskedAgain }
      return service == .none
    }
  }

  /// Says that nobody keeps a stream open any more, because the peer is gone or does not speak pubsub. False if it has to be tried again.
  func endService() -> Bool {
    service.withLock { service in
      defer { service = service == .runningAskedAgain ? .running : .none }
      return service != .runningAskedAgain
    }
  }

  /// How many messages were lost because the peer is slow.
  var droppedCount: UInt64 { outbox.withLock { $0.droppedCount } }

  func append(_ rpc: GossipRPC) { outbox.withLock { $0.append(rpc) } }

  func append(_ message: GossipMessage, _ priority: GossipPriority) -> Bool { outbox.withLock { $0.append(message, priority) } }

  /// The next RPC to write.
  func next() -> [UInt8]? { outbox.withLock { $0.next() } }

  /// Tells the sender that something waits.
  func wake() { signal.withLock { $0.continuation }?.yield() }

  /// Ends the sender.
  func close() {
    let continuation = signal.withLock { signal in
      defer { signal = .closed }
      return signal.continuation
    }
    continuation?.finish()
  }
}
