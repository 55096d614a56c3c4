import ChainTypes
import LibP2P
import Synchronization

/// Answers requests for blocks, within the limits of ``ServingLimits``.
///
/// Isolation: any task; the desk that decides is behind a lock that is held for no longer than a decision.
final class BlockServer: Sendable {
  private let desk: Mutex<ServingDesk>
  private let delegate: any PeerNetworkDelegate
  private let clock: MonotonicClock
  private let counters: CounterBox

  init(limits: ServingLimits, delegate: any PeerNetworkDelegate, clock: MonotonicClock, counters: CounterBox) {
    desk = Mutex(ServingDesk(limits: limits, now: clock.now))
    self.delegate = delegate
    self.clock = clock
    self.counters = counters
  }

  /// Forgets a peer that left.
  func forget(_ peer: PeerID) { desk.withLock { $0.forget(peer) } }

  /// Answers a request that came on a block stream.
  func serve(_ channel: any PeerChannel) async {
    do {
      guard let bytes = try await channel.readMessages(limit: 64)?.first else { return channel.reset() }
      let request = try BlockRequest(decoding: bytes)
      let tip = await delegate.tip().height
      var output = FrameBuffer()
      output.append(.tip(tip))
      switch admit(channel.peer, request, .stream, tip: tip) {
      case .serve(let range, let limit, let isCut):
        let end = await sendFrames(of: range, limit: limit, isCut: isCut, output: &output, on: channel)
        output.append(.end(end))
      case .nothing: output.append(.end(.complete))
      case .busy, .repeated: output.append(.end(.busy))
      }
      try await channel.write(output.bytes)
      channel.closeWrite()
    } catch {
      channel.reset()
    }
  }

  /// Answers a request that came by unicast, one message per block.
  func serve(_ request: BlockRequest, to peer: PeerID, send: @Sendable ([UInt8]) async throws -> Void) async {
    let tip = await delegate.tip().height
    guard case .serve(let range, let limit, _) = admit(peer, request, .unicast, tip: tip) else { return }
    var sent = 0
    for height in range where sent < limit {
      guard let block = await delegate.encodedBlock(at: height) else { break }
      guard await sendPatiently(block, send) else { break }
      sent += block.count
      counters.served(block.count)
    }
    finish(peer, sent)
  }

  /// Sends a block; tries again a little later when the peer has too many streams waiting.
  private func sendPatiently(_ block: [UInt8], _ send: @Sendable ([UInt8]) async throws -> Void) async -> Bool {
    for _ in 0..<3 {
      do {
        try await send(block)
        return true
      } catch {
        guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { return false }
      }
    }
    return false
  }

  private func admit(_ peer: PeerID, _ request: BlockRequest, _ transport: SyncTransport, tip: UInt64) -> ServingDesk.Decision {
    let decision = desk.withLock { $0.admit(peer, request, transport, tip: tip, at: clock.now) }
    if case .busy = decision { counters.refusedRequest() }
    return decision
  }

  private func finish(_ peer: PeerID, _ bytes: Int) { desk.withLock { $0.finish(peer, bytes: bytes, at: clock.now) } }

  /// Sends blocks, many frames to a write.
  ///
  /// - Returns: why it ended. What is left in `output` was not written yet.
  private func sendFrames(
    of range: ClosedRange<UInt64>, limit: Int, isCut: Bool, output: inout FrameBuffer, on channel: any PeerChannel
  ) async -> SyncFrame.End {
    var sent = 0
    defer { finish(channel.peer, sent) }
    for height in range {
      guard sent < limit else { return .limited }
      guard let block = await delegate.encodedBlock(at: height) else { return .unavailable }
      output.append(.block(block))
      sent += block.count
      counters.served(block.count)
      if output.bytes.count >= FrameBuffer.flushSize {
        do { try await channel.write(output.bytes) } catch { return .unavailable }
        output.removeAll()
      }
    }
    return isCut ? .limited : .complete
  }
}

/// Frames with their lengths in front, to be written at once.
struct FrameBuffer {
  /// A write should have about so many bytes.
  static let flushSize = 128 << 10

  private(set) var bytes: [UInt8] = []

  mutating func append(_ frame: SyncFrame) {
    let encoded = frame.encoded
    Varint.append(UInt64(encoded.count), to: &bytes)
    bytes += encoded
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
