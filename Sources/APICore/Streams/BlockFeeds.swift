public import Chain
internal import ChainTypes
internal import Synchronization

/// The programs that follow new blocks.
///
/// Each has a buffer of its own. Who falls behind by more than the buffer is dropped with an error that names the last
/// block that it gets, so that it can fetch the missing ones; nobody else waits for it. Isolation: any thread; the list
/// is behind a lock, which is not held while blocks are handed out.
public final class BlockFeeds: Sendable {
  /// Blocks as they are committed, from the next one on. It throws `APIError` when it ends: `subscriberTooSlow` or
  /// `shuttingDown`.
  public typealias Feed = AsyncThrowingStream<CommittedBlock, any Error>

  private struct Members {
    var continuations: [Int: Feed.Continuation] = [:]
    var next = 0
    var isClosed = false
  }

  private let chain: Chain
  private let limit: Int
  private let buffer: Int
  private let members = Mutex(Members())
  private let observer = Mutex<Chain.ObserverID?>(nil)

  /// The followers of a chain.
  ///
  /// - Parameters:
  ///   - limit: how many there may be.
  ///   - buffer: how many blocks each may be behind.
  init(chain: Chain, limit: Int, buffer: Int) {
    self.chain = chain
    self.limit = limit
    self.buffer = buffer
    let id = chain.addObserver { [weak self] block in self?.publish(block) }
    observer.withLock { $0 = id }
  }

  deinit {
    if let id = observer.withLock({ $0 }) { chain.removeObserver(id) }
  }

  /// How many follow now.
  public var count: Int { members.withLock { $0.continuations.count } }

  /// Follows new blocks until the feed is dropped or ends.
  ///
  /// - Throws: `tooManySubscribers`, `shuttingDown`.
  public func follow() throws(APIError) -> Feed {
    let (feed, continuation) = Feed.makeStream(bufferingPolicy: .bufferingOldest(buffer))
    let id = try members.withLock { (members) throws(APIError) -> Int in
      guard !members.isClosed else { throw Self.shuttingDown }
      guard members.continuations.count < limit else {
        throw APIError(
          .tooManySubscribers, "\(limit) programs follow this node's blocks, as many as it takes", details: ["maximum": "\(limit)"])
      }
      members.next += 1
      members.continuations[members.next] = continuation
      return members.next
    }
    continuation.onTermination = { [weak self] _ in self?.remove(id) }
    return feed
  }

  /// Ends all feeds, and refuses new ones.
  func close() {
    let continuations = members.withLock { members -> [Feed.Continuation] in
      defer { members.continuations = [:] }
      members.isClosed = true
      return Array(members.continuations.values)
    }
    for continuation in continuations { continuation.finish(throwing: Self.shuttingDown) }
  }

  private func publish(_ block: CommittedBlock) {
    for (id, continuation) in members.withLock({ $0.continuations }) {
      guard case .dropped = continuation.yield(block) else { continue }
      remove(id)
      let last = block.block.height - 1
      continuation.finish(
        throwing: APIError(
          .subscriberTooSlow, "\(buffer) blocks wait to be read: the feed ends after block \(last)", details: ["height": "\(last)"]))
    }
  }

  private func remove(_ id: Int) {
    members.withLock { $0.continuations[id] = nil }
  }

  private static let shuttingDown = APIError(.shuttingDown, "this node is stopping: follow another one")
}
