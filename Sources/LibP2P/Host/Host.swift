public import Logging
public import NIOCore
import Synchronization

/// A node of a libp2p network: listens, dials, secures connections and shares them among streams.
///
/// It speaks TCP, multistream, Noise and secio, yamux, identify and ping; everything else is added by ``setHandler(_:limits:_:)`` and
/// ``openStream(to:protocols:)``. What a peer may do is limited everywhere, see ``HostLimits`` and ``YamuxConfiguration``.
/// Call ``start()`` first and ``stop()`` last; it cannot be started again. Its state is guarded by a lock that is never held while others' code runs.
public final class Host: Sendable {
  /// How it behaves.
  public let configuration: HostConfiguration
  /// Our own name.
  public let peerID: PeerID

  let key: NodeKey
  let logger: Logger
  let group: any EventLoopGroup
  let handlers = HandlerRegistry()
  let yamux: YamuxConfiguration
  let state: Mutex<HostState>
  private let bytes: Mutex<RateMeter>
  private let jobs: AsyncStream<@Sendable () async -> Void>
  private let jobQueue: AsyncStream<@Sendable () async -> Void>.Continuation

  /// A host that is not started. The group is the caller's and must live until ``stop()`` returned.
  public init(configuration: HostConfiguration, key: NodeKey, eventLoopGroup: any EventLoopGroup, logger: Logger) {
    self.configuration = configuration
    self.key = key
    self.logger = logger
    group = eventLoopGroup
    peerID = key.peerID
    var yamux = configuration.yamux
    yamux.maximumUnreadBytes = max(
      YamuxConfiguration.initialWindow, configuration.limits.memoryPerPeer / max(1, configuration.limits.connectionsPerPeer))
    self.yamux = yamux
    state = Mutex(HostState(configuration, own: key.peerID))
    bytes = Mutex(RateMeter(configuration.limits.bytes))
    (jobs, jobQueue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(65_536))
    serveIdentify()
    servePing()
  }

  /// The time on the clock of all hosts, in nanoseconds.
  static func now() -> UInt64 { NIODeadline.now().uptimeNanoseconds }

  // MARK: Life

  /// Listens, and begins to reach the persistent peers. Returns where it listens; a host that listens nowhere can dial.
  @discardableResult
  public func start() async throws(HostError) -> [Multiaddr] {
    do throws(HostConfigurationError) { try configuration.validate() } catch { throw .configuration(error) }
    let isFirst = state.withLock { state in
      guard state.phase == .idle else { return false }
      state.phase = .running
      state.runner = Task { [jobs] in
        await withDiscardingTaskGroup { group in
          for await job in jobs { group.addTask { await job() } }
          group.cancelAll()
        }
      }
      return true
    }
    guard isFirst else { throw .notRunning }
    do throws(HostError) {
      for address in configuration.listenAddresses { try await listen(address) }
    } catch {
      await stop()
      throw error
    }
    for address in configuration.persistentPeers { spawn { await self.stayConnected(to: address) } }
    return listenAddresses
  }

  /// Ends all connections and waits for all handlers, whose tasks are cancelled.
  public func stop() async {
    let (listeners, connections, runner, subscribers, dials) = state.withLock { state in
      state.phase = .stopped
      defer { (state.listeners, state.runner) = ([], nil) }
      let connections = state.table.entries.values.flatMap(\.connections)
      return (state.listeners, connections, state.runner, state.takeSubscribers(), Array(state.dials.values))
    }
    for dial in dials { dial.fail(HostError.notRunning) }
    for listener in listeners { try? await listener.close() }
    for connection in connections { connection.close() }
    for connection in connections { try? await connection.closed.get() }
    jobQueue.finish()
    runner?.cancel()
    await runner?.value
    for subscriber in subscribers { subscriber.finish() }
  }

  /// Where the host listens, with addresses of this machine in place of unspecified ones; without peer id.
  public var listenAddresses: [Multiaddr] { state.withLock { $0.addresses } }

  // MARK: Peers

  /// Who is connected.
  public var connectedPeers: [PeerID] { state.withLock { $0.table.entries.keys.sorted() } }

  /// Whether a peer is connected.
  public func isConnected(_ peer: PeerID) -> Bool { state.withLock { $0.table.entries[peer] != nil } }

  /// What a connected peer told of itself, once it did.
  public func peerInfo(_ peer: PeerID) -> IdentifyInfo? { state.withLock { $0.table.entries[peer]?.info } }

  /// Where a connected peer is.
  public func remoteAddress(of peer: PeerID) -> Multiaddr? { state.withLock { $0.table.preferred(peer)?.remoteAddress } }

  /// Ends all connections with a peer and waits for their end.
  public func disconnect(_ peer: PeerID) async {
    let connections = state.withLock { $0.table.entries[peer]?.connections ?? [] }
    for connection in connections { connection.close() }
    for connection in connections { try? await connection.closed.get() }
  }

  /// Never lets a peer go for being one too many.
  public func protect(_ peer: PeerID) { state.withLock { $0.table.protect(peer, true) } }

  /// Takes ``protect(_:)`` back.
  public func unprotect(_ peer: PeerID) { state.withLock { $0.table.protect(peer, false) } }

  /// States what a connected peer is worth; peers are worth 0 before. Those worth least are let go first.
  public func setScore(_ score: Double, of peer: PeerID) { state.withLock { $0.table.setScore(score, of: peer) } }

  /// Ends all connections with a peer and accepts none for a while.
  public func ban(_ peer: PeerID, for duration: Duration) {
    let now = Host.now()
    let connections = state.withLock { state in
      state.ban(peer, until: now.addingReportingOverflow(duration.nanoseconds).partialValue, at: now)
      return state.table.entries[peer]?.connections ?? []
    }
    for connection in connections { connection.close() }
  }

  /// Ends all connections and accepts none, until told otherwise: what a cut cable does, for drills.
  public func setIsolated(_ isIsolated: Bool) {
    let connections = state.withLock { state in
      state.isIsolated = isIsolated
      return isIsolated ? state.table.entries.values.flatMap(\.connections) : []
    }
    for connection in connections { connection.close() }
  }

  /// What happens to the peers. Each access is a new subscription, which begins with those who are connected. A subscriber that is
  /// 8,192 events behind loses the oldest: compare with ``connectedPeers`` if that may happen.
  public var events: AsyncStream<HostEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: HostEvent.self, bufferingPolicy: .bufferingNewest(HostState.eventBacklog))
    let name = state.withLock { $0.subscribe(continuation) }
    continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.unsubscribe(name) } }
    return stream
  }

  /// Counts, for metrics.
  public var statistics: HostStatistics {
    state.withLock { state in
      var counts = state.counts
      counts.peers = state.table.entries.count
      counts.connections = state.table.connectionCount
      counts.halfOpen = state.admission.halfOpenCount
      counts.dials = state.dials.count
      return counts
    }
  }

  // MARK: Streams

  /// Serves protocols: each stream that a peer opens is given to `handler`. When it returns our half of the stream is ended and
  /// what may still come is thrown away. Connected peers are told of the change.
  public func setHandler(
    _ protocols: [String], limits: StreamLimits = StreamLimits(), _ handler: @escaping @Sendable (PeerStream) async -> Void
  ) {
    handlers.set(protocols, limits: limits, handler: handler)
    pushIdentify()
  }

  /// Serves protocols no more; streams that are open go on.
  public func removeHandler(_ protocols: [String]) {
    handlers.remove(protocols)
    pushIdentify()
  }

  /// Opens a stream with a connected peer for the first of the protocols that it speaks. Does not wait for an answer if the peer told before that it speaks one.
  ///
  /// - Throws: ``HostError``, `CancellationError`.
  public func openStream(to peer: PeerID, protocols: [String]) async throws -> PeerStream {
    let (connection, known) = state.withLock { state in (state.table.preferred(peer), state.table.entries[peer]?.info?.protocols) }
    guard let connection else { throw HostError.notConnected(peer) }
    return try await connection.openStream(protocols, known: known ?? [])
  }

  // MARK: For connections

  /// Runs something until it returns or the host stops.
  func spawn(_ job: @escaping @Sendable () async -> Void) { jobQueue.yield(job) }

  /// Serves a stream of a peer.
  func serve(_ stream: PeerStream, with handler: @escaping HandlerRegistry.Handler) {
    spawn {
      await handler(stream)
      stream.finish()
    }
  }

  /// Counts received bytes of all peers; returns the nanoseconds to wait before more are read.
  func charge(_ count: Int, at now: UInt64) -> UInt64 { bytes.withLock { $0.charge(UInt64(count), at: now) } }
}
