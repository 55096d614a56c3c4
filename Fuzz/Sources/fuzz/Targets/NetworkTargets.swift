import ChainTypes
import PeerNetwork

/// What nodes of one network tell each other: messages and the parts of a block stream.
extension FuzzTarget {
  /// A message with its envelope; an odd first byte makes it a unicast one.
  static let envelope = FuzzTarget(name: "envelope") { input in
    let (choice, rest) = input.selector
    let form: MessageEnvelope.Form = choice % 2 == 0 ? .broadcast : .unicast
    let bytes = [UInt8](rest)
    guard let envelope = try? MessageEnvelope(decoding: bytes, as: form) else { return }
    require((try? MessageEnvelope(decoding: envelope.encoded(as: form), as: form)) == envelope, "an envelope changes")
    let strict = MessageLimits(
      maximumMessage: 512, maximumAction: 100, maximumConsensus: 200,
      block: BlockLimits(maximumBytes: 300, maximumActions: 2, maximumEndorsements: 1))
    if let small = try? MessageEnvelope(decoding: bytes, as: form, limits: strict) {
      require(small == envelope, "limits change an envelope")
      require(bytes.count <= 512 && (small.type != .action || small.body.count <= 100), "a message exceeds its limits")
    }
    switch form {
    case .broadcast:
      guard let content = try? BroadcastContent(envelope) else { return }
      require(content.type == envelope.type, "a content has another type")
      checkStability(of: content.encoded, in: envelope) { (envelope) throws(MessageError) in try BroadcastContent(envelope).encoded }
      if case .actions(let actions) = content { require(actions.count <= 4096, "a list is too long") }
    case .unicast:
      guard let content = try? UnicastContent(envelope) else { return }
      require(content.type == envelope.type, "a content has another type")
      checkStability(of: content.encoded, in: envelope) { (envelope) throws(MessageError) in try UnicastContent(envelope).encoded }
      if case .blockRequest(let request) = content, let range = request.range {
        require(range.lowerBound >= 1 && range.upperBound == request.end, "a range holds other heights")
      }
    }
  }

  private static func checkStability(
    of encoded: [UInt8], in envelope: MessageEnvelope, _ again: (MessageEnvelope) throws(MessageError) -> [UInt8]
  ) {
    var envelope = envelope
    envelope.body = encoded
    require((try? again(envelope)) == encoded, "writing a content of type \(envelope.type) is not stable")
  }

  /// A part of an answer on a block stream.
  static let syncFrame = FuzzTarget(name: "sync-frame") { input in
    let bytes = [UInt8](input)
    guard let frame = try? SyncFrame(decoding: bytes, maximumBlock: 256) else { return }
    require(bytes.count <= 256 + 64, "a frame exceeds its limit")
    // An empty block is written as nothing at all, and is none.
    guard frame != .block([]) else { return }
    require((try? SyncFrame(decoding: frame.encoded, maximumBlock: 256)) == frame, "a frame changes")
  }
}
