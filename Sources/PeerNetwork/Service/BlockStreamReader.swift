import ChainTypes
import LibP2P

/// The asking side of a block stream, see ``SyncFrame``.
struct BlockStreamReader: Sendable {
  let transport: any PeerTransport
  let protocolID: String
  let limits: MessageLimits

  /// A decoded block and its size on the wire.
  struct Piece: Sendable {
    let block: Block
    let byteCount: Int
  }

  /// How an answer ended.
  enum Outcome: Sendable {
    case ended(tip: UInt64?)
    case failed(SyncRequestFailure)
  }

  /// Asks a peer for its height.
  func tip(of peer: PeerID) async throws -> UInt64? {
    let channel = try await transport.openStream(to: peer, protocols: [protocolID])
    return try await withTaskCancellationHandler {
      try await send(BlockRequest(start: 0, end: 0), on: channel)
      guard let bytes = try await channel.readMessages(limit: 64)?.first else { return nil }
      channel.reset()
      guard case .tip(let height) = try SyncFrame(decoding: bytes, maximumBlock: 0) else { return nil }
      return height
    } onCancel: {
      channel.reset()
    }
  }

  /// Asks a peer for blocks.
  ///
  /// - Parameter deliver: gets the blocks as they come, decoded, in order, several at a time when they come fast.
  func fetch(
    _ range: ClosedRange<UInt64>, from peer: PeerID, deliver: @escaping @Sendable ([Piece]) async -> Void
  ) async -> Outcome {
    let channel: any PeerChannel
    do {
      channel = try await transport.openStream(to: peer, protocols: [protocolID])
    } catch {
      return .failed(.connection)
    }
    return await withTaskCancellationHandler {
      do {
        try await send(BlockRequest(range), on: channel)
        let outcome = try await read(count: range.count, from: channel, deliver)
        if case .failed = outcome { channel.reset() }
        return outcome
      } catch is MessageError {
        channel.reset()
        return .failed(.malformed)
      } catch {
        channel.reset()
        return .failed(.connection)
      }
    } onCancel: {
      channel.reset()
    }
  }

  private func send(_ request: BlockRequest, on channel: any PeerChannel) async throws {
    let body = request.encoded
    // A request is shorter than 128 bytes, so its length is one byte.
    try await channel.write([UInt8(truncatingIfNeeded: body.count)] + body)
    channel.closeWrite()
  }

  private func read(
    count: Int, from channel: any PeerChannel, _ deliver: @Sendable ([Piece]) async -> Void
  ) async throws -> Outcome {
    var tip: UInt64?
    var received = 0
    // What arrived together is delivered together.
    while let messages = try await channel.readMessages(limit: limits.block.maximumBytes + 64) {
      var pieces: [Piece] = []
      var end: SyncFrame.End?
      for bytes in messages where end == nil {
        switch try SyncFrame(decoding: bytes, maximumBlock: limits.block.maximumBytes) {
        case .tip(let height): tip = height
        case .block(let encoded):
          received += 1
          guard received <= count else { return .failed(.malformed) }
          pieces.append(Piece(block: try decode(encoded), byteCount: encoded.count))
        case .end(let reason): end = reason
        }
      }
      if !pieces.isEmpty { await deliver(pieces) }
      if let end { return end == .busy ? .failed(.busy) : .ended(tip: tip) }
    }
    return .failed(.connection)
  }

  private func decode(_ bytes: [UInt8]) throws(MessageError) -> Block {
    do throws(CodecError) {
      return try Block(decoding: bytes, limits: limits.block)
    } catch {
      throw .malformed(error)
    }
  }
}
