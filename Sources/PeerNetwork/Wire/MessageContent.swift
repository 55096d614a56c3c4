public import ChainTypes

/// What nodes tell everybody, over gossip.
public enum BroadcastContent: Sendable {
  /// An action to be put into a block.
  case action(SealedAction)
  /// Actions to be put into a block, see ``PeerNetworkConfiguration/sendsActionLists``.
  case actions([SealedAction])
  /// A block that the delegates agreed on.
  case block(Block)
  /// A delegate's vote or proposal.
  case consensus(ConsensusMessage)

  /// Reads the content of a broadcast envelope; other types do not come this way (`dispatcher.HandleBroadcast`).
  public init(_ envelope: MessageEnvelope, limits: MessageLimits = .default) throws(MessageError) {
    do throws(CodecError) {
      switch envelope.type {
      case .action: self = .action(try SealedAction(decoding: envelope.body))
      case .actionList: self = .actions(try ActionList(decoding: envelope.body).actions)
      case .block: self = .block(try Block(decoding: envelope.body, limits: limits.block))
      case .consensus: self = .consensus(try ConsensusMessage(decoding: envelope.body, limits: limits.block))
      default: throw CodecError(.invalidEnumeration, at: 0)
      }
    } catch {
      throw Self.types.contains(envelope.type) ? .malformed(error) : .unexpectedType(envelope.type)
    }
  }

  private static let types: [MessageType] = [.action, .actionList, .block, .consensus]

  /// What the body of the envelope is.
  public var type: MessageType {
    switch self {
    case .action: .action
    case .actions: .actionList
    case .block: .block
    case .consensus: .consensus
    }
  }

  /// The body of the envelope.
  public var encoded: [UInt8] {
    switch self {
    case .action(let action): action.encoded
    case .actions(let actions): ActionList(actions: actions).encoded
    case .block(let block): block.encoded
    case .consensus(let message): message.encoded
    }
  }
}

/// What nodes tell one other node, each on a stream of its own.
public enum UnicastContent: Sendable {
  /// A question for blocks.
  case blockRequest(BlockRequest)
  /// A block that was asked for.
  case block(Block)

  /// Reads the content of a unicast envelope; other types do not come this way (`dispatcher.HandleTell`).
  public init(_ envelope: MessageEnvelope, limits: MessageLimits = .default) throws(MessageError) {
    do throws(CodecError) {
      switch envelope.type {
      case .blockRequest: self = .blockRequest(try BlockRequest(decoding: envelope.body))
      case .block: self = .block(try Block(decoding: envelope.body, limits: limits.block))
      default: throw CodecError(.invalidEnumeration, at: 0)
      }
    } catch {
      throw Self.types.contains(envelope.type) ? .malformed(error) : .unexpectedType(envelope.type)
    }
  }

  private static let types: [MessageType] = [.blockRequest, .block]

  /// What the body of the envelope is.
  public var type: MessageType {
    switch self {
    case .blockRequest: .blockRequest
    case .block: .block
    }
  }

  /// The body of the envelope.
  public var encoded: [UInt8] {
    switch self {
    case .blockRequest(let request): request.encoded
    case .block(let block): block.encoded
    }
  }
}
