/// The side that opened a connection or stream and proposes protocols, as a machine that does no I/O.
///
/// Send what `start` gives, hand all received bytes to `receive`, send what its steps hold. With a single protocol that the
/// peer is known to speak, data may be sent right behind `start`'s bytes, without waiting ("lazy"): a refusal then arrives
/// later as a failed step.
public struct MultistreamInitiator: Sendable {
  private let protocols: [String]
  private let isPipelined: Bool
  private var reader: TokenReader
  private var hasHeader = false
  private var proposed = 0
  private var ended: NegotiationStep.Status?

  /// A negotiation.
  ///
  /// - Parameters:
  ///   - protocols: What to propose, the preferred one first.
  ///   - isPipelined: Whether the first proposal goes out together with the header, which saves a round trip. Otherwise it
  ///     waits for the other side's header, as the reference does.
  ///   - limits: What the other side may send.
  public init(protocols: [String], isPipelined: Bool = true, limits: Multistream.Limits = Multistream.Limits()) {
    self.protocols = protocols
    self.isPipelined = isPipelined
    reader = TokenReader(limit: limits.tokenByteCount)
  }

  /// The bytes to send first. Call once.
  public mutating func start() -> [UInt8] {
    var output = Multistream.token(Multistream.header)
    if isPipelined { _ = propose(&output) }
    return output
  }

  /// Takes bytes from the other side, cut anywhere. After the end the last status is given again.
  public mutating func receive(_ bytes: [UInt8]) -> NegotiationStep {
    if let ended { return NegotiationStep(send: [], status: ended) }
    reader.append(bytes)
    var output: [UInt8] = []
    var status = NegotiationStep.Status.pending
    do throws(NegotiationError) {
      while status == .pending, let token = try reader.next() { status = try take(token, &output) }
    } catch {
      status = .failed(error)
    }
    if status != .pending { ended = status }
    return NegotiationStep(send: output, status: status)
  }

  private mutating func take(_ token: String, _ output: inout [UInt8]) throws(NegotiationError) -> NegotiationStep.Status {
    if !hasHeader {
      guard token == Multistream.header else { throw .wrongVersion }
      hasHeader = true
      if proposed == 0, !propose(&output) { throw .refused }
      return .pending
    }
    // A proposal is outstanding: the last one that went out.
    if proposed > 0, token == protocols[proposed - 1] { return .selected(token, unread: reader.takeUnread()) }
    guard token == Multistream.refusal else { throw .unexpectedAnswer(token) }
    guard propose(&output) else { throw .refused }
    return .pending
  }

  /// Proposes the next protocol, if there is one.
  private mutating func propose(_ output: inout [UInt8]) -> Bool {
    guard proposed < protocols.count else { return false }
    Multistream.append(protocols[proposed], to: &output)
    proposed += 1
    return true
  }
}
