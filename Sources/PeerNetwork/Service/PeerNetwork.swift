import ChainTypes
public import LibP2P
public import Logging
import Primitives
import Synchronization

/// A node's part in its network: gossip of actions, blocks and consensus messages, fetching and serving of blocks.
///
/// It speaks v0.5.0's protocol (`p2p/agent.go`, `dispatcher`, `blocksync`), and beside it a block stream of its own to peers
/// that have it. What it adds to the reference: messages are validated before they are passed on, queues are bounded, peers
/// pay for what they do wrong, and what is served has limits.
///
/// It knows no chain: the node is its ``PeerNetworkDelegate``. `start()`, then `run()` until cancelled.
/// Isolation: any task.
public final class PeerNetwork: Sendable {
  /// The settings.
  public let configuration: PeerNetworkConfiguration
  /// The names of topics and protocols.
  public let names: NetworkNames
  private let transport: any PeerTransport
  private let delegate: any PeerNetworkDelegate
  private let logger: Logger
  private let clock: MonotonicClock
  private let counterBox: CounterBox
  private let driver: SyncDriver
  private let server: BlockServer
  private let dispatcher: MessageDispatcher
  private let outgoing: ActionOutbox
  private let peers: PeerRegister

  /// A part in a network, over a transport that was not started.
  public init(
    configuration: PeerNetworkConfiguration, transport: any PeerTransport, delegate: any PeerNetworkDelegate, tip: SyncTip,
    logger: Logger
  ) {
    self.configuration = configuration
    self.transport = transport
    self.delegate = delegate
    self.logger = logger
    let names = NetworkNames(genesisHash: configuration.genesisHash)
    let clock = MonotonicClock()
    let counters = CounterBox()
    let peers = PeerRegister(
      transport: transport, unicastPerSecond: configuration.unicastPerSecond, clock: clock, counters: counters, logger: logger)
    let sender = MessageSender(transport: transport, names: names, chainID: configuration.chainID, counters: counters)
    let driver = SyncDriver(
      planner: BlockSyncPlanner(configuration: configuration.sync, tip: tip, seed: configuration.seed), transport: transport,
      names: names, limits: configuration.messages, delegate: delegate, clock: clock,
      sendRequest: { request, peer in try await sender.send(.blockRequest(request), to: peer) },
      punish: { peer, offence in await peers.note(offence, by: peer) }, fetched: { counters.fetched($0) })
    self.names = names
    self.clock = clock
    counterBox = counters
    self.peers = peers
    self.driver = driver
    server = BlockServer(limits: configuration.serving, delegate: delegate, clock: clock, counters: counters)
    outgoing = ActionOutbox(sender: sender, delay: configuration.actionListDelay, sendsLists: configuration.sendsActionLists)
    dispatcher = MessageDispatcher(
      configuration: configuration, delegate: delegate, clock: clock, counters: counters,
      announced: { block, byteCount, sender, verdict in
        switch verdict {
        case .accept: await driver.feed(.blockAnnounced(block, byteCount: byteCount, from: sender))
        case .ignore: await driver.feed(.heightLearnt(sender, block.height, .rumoured))
        case .reject: break
        }
      },
      // Delegates vote on the block above the last one that they have.
      rumour: { height, sender in await driver.feed(.heightLearnt(sender, height - 1, .rumoured)) })
  }

  /// This node's name.
  public var localPeer: PeerID { transport.localPeer }

  /// Listens, and dials whom the transport is told to dial.
  public func start() async throws {
    try await transport.start(
      PeerTransportHandlers(
        topic: names.broadcastTopic,
        validate: { author, sender, data in await self.judge(author, sender, data) },
        isUrgent: { MessageEnvelope.broadcastType(of: $0) == .consensus },
        streams: streamHandlers,
        event: { await self.handle($0) }))
  }

  private var streamHandlers: [StreamHandler] {
    let unicast = StreamHandler(protocolID: names.unicastProtocol) { await self.receiveUnicast($0) }
    let blocks = StreamHandler(protocolID: names.blockStreamProtocol) { await self.serveStream($0) }
    return configuration.servesBlockStreams ? [unicast, blocks] : [unicast]
  }

  /// Works until cancelled, then leaves the network.
  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.driver.run(tick: self.configuration.tick) }
      group.addTask { await self.dispatcher.run() }
    }
    outgoing.stop()
    await transport.stop()
  }

  // MARK: Sending

  /// Tells everybody. An action may wait some milliseconds for others.
  public func broadcast(_ content: BroadcastContent) async throws {
    switch content {
    case .action(let action): try await outgoing.send([action])
    case .actions(let actions): try await outgoing.send(actions)
    case .block, .consensus: try await outgoing.sender.broadcast(content)
    }
  }

  /// Tells one peer.
  public func send(_ content: UnicastContent, to peer: PeerID) async throws {
    try await outgoing.sender.send(content, to: peer)
  }

  /// Says that the chain has a new head by other ways than `PeerNetworkDelegate.append`: call it after each commit.
  public func tipAdvanced(to tip: SyncTip) async { await driver.feed(.tipAdvanced(tip)) }

  /// Says that this node seems to be behind, as consensus does when it hears of later heights: peers are asked at once.
  public func seekBlocks() async { await driver.feed(.behind) }

  // MARK: Looking

  /// Where block sync stands.
  public var syncStatus: SyncStatus { get async { await driver.status } }
  /// What came and went so far.
  public var counters: PeerNetworkCounters { counterBox.snapshot }
  /// The peers of this network, in the order of their ids.
  public var connectedPeers: [PeerID] { peers.members }
  /// How many messages wait for the node in a lane.
  public func waitingMessages(_ lane: MessageLane) -> Int { dispatcher.waiting(lane) }

  // MARK: Receiving

  private func judge(_ author: PeerID?, _ sender: PeerID, _ data: [UInt8]) async -> GossipVerdict {
    let (type, verdict) = await dispatcher.judge(author: author, sender: sender, data: data)
    counterBox.inbound(type, verdict)
    switch verdict {
    case .accept: return .accept
    case .ignore: return .ignore
    case .reject(let offence):
      // The author signed it. v0.5.0 passes on whatever it gets, so others are to blame only if they validate.
      if let author { await peers.note(offence, by: author) }
      guard author == sender || peers.isValidating(sender) else { return .ignore }
      if author != sender { await peers.note(offence, by: sender) }
      return .reject
    }
  }

  private func receiveUnicast(_ channel: any PeerChannel) async {
    let peer = channel.peer
    // Large messages are read only from those who were asked for some.
    let isExpected = await driver.expectsUnicast(from: peer)
    guard isExpected || peers.allowsUnicast(of: peer) else {
      channel.reset()
      return await peers.note(.spam, by: peer)
    }
    guard let bytes = try? await channel.readToEnd(limit: isExpected ? configuration.messages.maximumMessage : 2048) else {
      return channel.reset()
    }
    channel.closeWrite()
    do throws(MessageError) {
      let envelope = try MessageEnvelope(decoding: bytes, as: .unicast, limits: configuration.messages)
      guard envelope.chainID == configuration.chainID else { throw .otherChain(envelope.chainID) }
      switch try UnicastContent(envelope, limits: configuration.messages) {
      case .block(let block):
        counterBox.inbound(.block, .accept)
        counterBox.fetched(1)
        await driver.feed(.blockReceived(block, byteCount: envelope.body.count, from: peer, request: nil))
      case .blockRequest(let request):
        counterBox.inbound(.blockRequest, .accept)
        await serve(request, to: peer)
      }
    } catch {
      counterBox.inbound(MessageType(rawValue: 0), .reject(.malformedMessage))
      // Messages for other chains and of other types are none of our business.
      if case .malformed = error { await peers.note(.malformedMessage, by: peer) }
    }
  }

  private func serve(_ request: BlockRequest, to peer: PeerID) async {
    let sender = outgoing.sender
    await server.serve(request, to: peer) { block in
      try await sender.send(type: .block, body: block, to: peer)
    }
  }

  private func serveStream(_ channel: any PeerChannel) async {
    guard peers.allowsUnicast(of: channel.peer) else {
      channel.reset()
      return await peers.note(.spam, by: channel.peer)
    }
    await server.serve(channel)
  }

  private func handle(_ event: PeerTransportEvent) async {
    switch event {
    case .identified(let peer, let protocols):
      let isOurs = protocols.contains(names.blockStreamProtocol)
      // Others may be here for discovery alone, or for another network.
      guard isOurs || protocols.contains(names.unicastProtocol) else { return }
      let before = peers.insert(peer, isValidating: isOurs)
      guard before != isOurs else { return }
      if before != nil { await driver.feed(.peerDisconnected(peer)) }
      logger.debug("peer joined", metadata: ["peer": "\(peer)", "blockStream": "\(isOurs)"])
      await driver.feed(.peerConnected(peer, isOurs ? .stream : .unicast))
    case .disconnected(let peer):
      guard peers.remove(peer) else { return }
      logger.debug("peer left", metadata: ["peer": "\(peer)"])
      server.forget(peer)
      await driver.feed(.peerDisconnected(peer))
    }
  }
}
