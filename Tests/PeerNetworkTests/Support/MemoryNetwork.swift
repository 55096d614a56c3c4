import LibP2P
import PeerNetwork
import Synchronization

/// Nodes in one process, joined without sockets. Everybody hears everybody's gossip at once.
final class MemoryNetwork: Sendable {
  private let nodes = Mutex<[PeerID: MemoryTransport]>([:])

  /// A node. `speaks` limits the protocols that it serves; nil: all.
  func node(_ id: PeerID, speaks: [String]? = nil) -> MemoryTransport { MemoryTransport(id, in: self, speaks: speaks) }

  func join(_ node: MemoryTransport) async {
    let others = nodes.withLock { nodes in
      let others = Array(nodes.values)
      nodes[node.localPeer] = node
      return others
    }
    for other in others {
      await other.event(.identified(node.localPeer, protocols: node.protocols))
      await node.event(.identified(other.localPeer, protocols: other.protocols))
    }
  }

  func leave(_ node: MemoryTransport) async {
    let others = nodes.withLock { nodes in
      nodes[node.localPeer] = nil
      return Array(nodes.values)
    }
    for other in others { await other.event(.disconnected(node.localPeer)) }
  }

  func node(_ id: PeerID) -> MemoryTransport? { nodes.withLock { $0[id] } }
  func others(_ id: PeerID) -> [MemoryTransport] { nodes.withLock { $0.filter { $0.key != id }.map(\.value) } }
}

/// One node's side of a ``MemoryNetwork``.
final class MemoryTransport: PeerTransport {
  let localPeer: PeerID
  private let network: MemoryNetwork
  private let speaks: [String]?
  private let handlers = Mutex<PeerTransportHandlers?>(nil)
  /// Who was banned.
  private let banned = Mutex<Set<PeerID>>([])
  /// What the node thought of gossip, in order.
  private let heard = Mutex<[GossipVerdict]>([])

  init(_ id: PeerID, in network: MemoryNetwork, speaks: [String]?) {
    localPeer = id
    self.network = network
    self.speaks = speaks
  }

  var bannedPeers: Set<PeerID> { banned.withLock { $0 } }
  var judgements: [GossipVerdict] { heard.withLock { $0 } }
  var protocols: [String] {
    let all = handlers.withLock { $0?.streams.map(\.protocolID) ?? [] }
    return speaks.map { speaks in all.filter { speaks.contains($0) } } ?? all
  }

  func start(_ handlers: PeerTransportHandlers) async throws {
    self.handlers.withLock { $0 = handlers }
    await network.join(self)
  }

  func stop() async { await network.leave(self) }

  func event(_ event: PeerTransportEvent) async { await handlers.withLock { $0 }?.event(event) }

  func openStream(to peer: PeerID, protocols: [String]) async throws -> any PeerChannel {
    guard let node = network.node(peer), !node.bannedPeers.contains(localPeer), !bannedPeers.contains(peer) else {
      throw MemoryTransportError.notConnected
    }
    guard let chosen = protocols.first(where: { node.protocols.contains($0) }),
      let handler = node.handlers.withLock({ $0?.streams.first { $0.protocolID == chosen } })
    else { throw MemoryTransportError.notSpoken }
    let (there, back) = (MemoryPipe(), MemoryPipe())
    let remote = MemoryChannel(peer: localPeer, input: there, output: back)
    Task { await handler.handle(remote) }
    return MemoryChannel(peer: peer, input: back, output: there)
  }

  func publish(_ data: [UInt8], to topic: String, isUrgent: Bool) async throws {
    for node in network.others(localPeer) { await node.hear(data, topic, author: localPeer, sender: localPeer) }
  }

  /// Takes a gossip message.
  @discardableResult
  func hear(_ data: [UInt8], _ topic: String, author: PeerID, sender: PeerID) async -> GossipVerdict? {
    guard let handlers = handlers.withLock({ $0 }), handlers.topic == topic else { return nil }
    let judgement = await handlers.validate(author, sender, data)
    heard.withLock { $0.append(judgement) }
    return judgement
  }

  func setStanding(of peer: PeerID, points: Int) {}

  func ban(_ peer: PeerID, for duration: Duration) async {
    _ = banned.withLock { $0.insert(peer) }
    await event(.disconnected(peer))
  }
}

enum MemoryTransportError: Error {
  case notConnected, notSpoken, reset, tooLong
}

/// One end of a stream in memory.
final class MemoryChannel: PeerChannel {
  let peer: PeerID
  private let input: MemoryPipe
  private let output: MemoryPipe

  init(peer: PeerID, input: MemoryPipe, output: MemoryPipe) {
    self.peer = peer
    self.input = input
    self.output = output
  }

  func readToEnd(limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let part = try await input.read() {
      bytes += part
      if bytes.count > limit { throw MemoryTransportError.tooLong }
    }
    return bytes
  }

  func readMessages(limit: Int) async throws -> [[UInt8]]? {
    while true {
      let messages = try input.takeMessages(limit: limit)
      if !messages.isEmpty { return messages }
      guard let part = try await input.read() else { return nil }
      input.keep(part)
    }
  }

  func write(_ bytes: [UInt8]) async throws { try output.write(bytes) }
  func closeWrite() { output.close() }
  func reset() {
    input.reset()
    output.reset()
  }
}

/// Bytes in one direction, without a limit.
final class MemoryPipe: Sendable {
  fileprivate struct State: Sendable {
    var bytes: [UInt8] = []
    /// Bytes that messages are made of.
    var kept: [UInt8] = []
    var isClosed = false
    var isReset = false
    var reader: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func write(_ bytes: [UInt8]) throws {
    let reader = try state.withLock { state in
      guard !state.isReset, !state.isClosed else { throw MemoryTransportError.reset }
      state.bytes += bytes
      return state.takeReader()
    }
    reader?.resume()
  }

  func close() {
    state.withLock {
      $0.isClosed = true; return $0.takeReader()
    }?.resume()
  }
  func reset() {
    state.withLock {
      $0.isReset = true; return $0.takeReader()
    }?.resume()
  }

  /// The bytes that are there; nil at the end. When the task is cancelled, the pipe is reset: a test whose time is over ends.
  func read() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await readUncancelled()
    } onCancel: {
      reset()
    }
  }

  private func readUncancelled() async throws -> [UInt8]? {
    while true {
      let result = try state.withLock { state -> [UInt8]?? in
        if state.isReset { throw MemoryTransportError.reset }
        if !state.bytes.isEmpty {
          defer { state.bytes = [] }
          return state.bytes
        }
        return state.isClosed ? .some(nil) : nil
      }
      if let result { return result }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.isReset || state.isClosed || !state.bytes.isEmpty { return true }
          state.reader = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }

  func keep(_ bytes: [UInt8]) { state.withLock { $0.kept += bytes } }

  func takeMessages(limit: Int) throws -> [[UInt8]] {
    try state.withLock { state in
      var messages: [[UInt8]] = []
      var position = 0
      while let (length, head) = state.length(at: position) {
        guard length <= limit else { throw MemoryTransportError.tooLong }
        guard state.kept.count - position - head >= length else { break }
        messages.append(Array(state.kept[(position + head)..<(position + head + length)]))
        position += head + length
      }
      state.kept.removeFirst(position)
      return messages
    }
  }
}

extension MemoryPipe.State {
  fileprivate mutating func takeReader() -> CheckedContinuation<Void, Never>? {
    defer { reader = nil }
    return reader
  }

  fileprivate func length(at position: Int) -> (Int, Int)? {
    var length = 0
    for (index, byte) in kept[position...].prefix(5).enumerated() {
      length |= Int(byte & 0x7f) << (7 * index)
      if byte < 0x80 { return (length, index + 1) }
    }
    return nil
  }
}
