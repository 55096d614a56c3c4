/// The side that accepted a connection or stream and takes or refuses protocols, as a machine that does no I/O.
///
/// Send what `start` gives (at once, or together with the first answer), hand all received bytes to `receive`, send what its
/// steps hold.
public struct MultistreamListener: Sendable {
  /// What `ls` is answered with.
  public enum ListAnswer: Sendable, Hashable {
    /// The protocols: the reference's answer before a connection is secured and multiplexed.
    case protocols
    /// The token itself: the reference's answer on streams. Says nothing about this node.
    case echo
  }

  private let protocols: [String]
  private let listAnswer: ListAnswer
  private let limits: Multistream.Limits
  private var reader: TokenReader
  private var hasHeader = false
  private var proposals = 0
  private var ended: NegotiationStep.Status?

  /// A negotiation.
  ///
  /// - Parameters:
  ///   - protocols: What is spoken here.
  ///   - listAnswer: What `ls` is answered with.
  ///   - limits: What the other side may send.
  public init(protocols: [String], listAnswer: ListAnswer = .echo, limits: Multistream.Limits = Multistream.Limits()) {
    self.protocols = protocols
    self.listAnswer = listAnswer
    self.limits = limits
    reader = TokenReader(limit: limits.tokenByteCount)
  }

  /// The bytes to send first. Call once.
  public mutating func start() -> [UInt8] { Multistream.token(Multistream.header) }

  /// Takes bytes from the other side, cut anywhere. After the end the last status is given again.
  public mutating func receive(_ bytes: [UInt8]) -> NegotiationStep {
    if let ended { return NegotiationStep(send: [], status: ended) }
    reader.append(bytes)
    var output: [UInt8] = []
    var status = NegotiationStep.Status.pending
    do throws(NegotiationError) {
      while status == .pending, let token = try reader.next() { status = try take(token, &output) }
    } catch {
      if case .tokenTooLong(let length) = error, length > UInt64(Multistream.longestReferenceToken) {
        Multistream.append(Multistream.tooLong, to: &output)
      }
      status = .failed(error)
    }
    if status != .pending { ended = status }
    return NegotiationStep(send: output, status: status)
  }

  private mutating func take(_ token: String, _ output: inout [UInt8]) throws(NegotiationError) -> NegotiationStep.Status {
    guard hasHeader else {
      guard token == Multistream.header else { throw .wrongVersion }
      hasHeader = true
      return .pending
    }
    proposals += 1
    guard proposals <= limits.proposals else { throw .tooManyProposals }
    if token == Multistream.list {
      switch listAnswer {
      case .protocols: output += Multistream.listing(protocols)
      case .echo: Multistream.append(token, to: &output)
      }
      return .pending
    }
    guard protocols.contains(token) else {
      Multistream.append(Multistream.refusal, to: &output)
      return .pending
    }
    Multistream.append(token, to: &output)
    return .selected(token, unread: reader.takeUnread())
  }
}
