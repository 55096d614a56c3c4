/// Makes a fresh connection secure and fit for streams, as a machine that does no I/O: agrees on the protection, does its
/// handshake, agrees on the muxer inside.
///
/// Send what ``start()`` gives, hand all received bytes to ``receive(_:)``, send what the steps hold.
struct ConnectionUpgrade {
  /// What a connection has become.
  struct Result {
    /// Who is at the other end, and what encrypts.
    var security: EstablishedSecurity
    /// What protects it.
    var securityProtocol: SecurityProtocol
    /// The muxer.
    var muxer: String
    /// Plaintext that came behind the negotiation of the muxer.
    var unread: [UInt8]
  }

  /// What to do after received bytes.
  struct Step {
    /// What to send.
    var send: [UInt8] = []
    /// The result, at the end.
    var result: Result?
  }

  /// Either side of a negotiation.
  private enum Negotiation {
    case initiator(MultistreamInitiator)
    case listener(MultistreamListener)

    init(_ role: Role, _ protocols: [String]) {
      switch role {
      case .initiator: self = .initiator(MultistreamInitiator(protocols: protocols))
      case .responder: self = .listener(MultistreamListener(protocols: protocols, listAnswer: .protocols))
      }
    }

    mutating func start() -> [UInt8] {
      switch self {
      case .initiator(var negotiation):
        defer { self = .initiator(negotiation) }
        return negotiation.start()
      case .listener(var negotiation):
        defer { self = .listener(negotiation) }
        return negotiation.start()
      }
    }

    mutating func receive(_ bytes: [UInt8]) -> NegotiationStep {
      switch self {
      case .initiator(var negotiation):
        defer { self = .initiator(negotiation) }
        return negotiation.receive(bytes)
      case .listener(var negotiation):
        defer { self = .listener(negotiation) }
        return negotiation.receive(bytes)
      }
    }
  }

  private enum Phase {
    case security(Negotiation)
    case handshake(any SecureHandshake, SecurityProtocol)
    case muxer(Negotiation, EstablishedSecurity, SecurityProtocol)
    case done
  }

  private let role: Role
  private let muxers: [String]
  private let key: NodeKey
  private let expected: PeerID?
  private var phase: Phase

  /// A fresh connection. `expected` is who must answer, if known.
  init(role: Role, key: NodeKey, expected: PeerID?, security: [SecurityProtocol], muxers: [String]) {
    self.role = role
    self.muxers = muxers
    self.key = key
    self.expected = expected
    phase = .security(Negotiation(role, security.map(\.protocolID)))
  }

  /// What to send first. Call once.
  mutating func start() -> [UInt8] {
    guard case .security(var negotiation) = phase else { return [] }
    defer { phase = .security(negotiation) }
    return negotiation.start()
  }

  /// Takes bytes from the other side, cut anywhere. After an error the connection must be closed, `send` of the step that failed is lost.
  mutating func receive(_ bytes: [UInt8]) throws(HostError) -> Step {
    var step = Step()
    var input = bytes
    while true {
      switch phase {
      case .security(var negotiation):
        let outcome = negotiation.receive(input)
        step.send += outcome.send
        phase = .security(negotiation)
        guard let (name, unread) = try outcome.selection() else { return step }
        guard let chosen = SecurityProtocol(protocolID: name) else { throw .negotiation(.refused) }
        var handshake = chosen.handshake(role: role, key: key, expected: expected)
        step.send += try Self.mapping { () throws(HandshakeError) in try handshake.start() }
        phase = .handshake(handshake, chosen)
        guard !unread.isEmpty else { return step }
        input = unread
      case .handshake(var handshake, let chosen):
        let outcome = try Self.mapping { () throws(HandshakeError) in try handshake.receive(input) }
        step.send += outcome.send
        phase = .handshake(handshake, chosen)
        guard var established = outcome.finished else { return step }
        var negotiation = Negotiation(role, muxers)
        try Self.seal(negotiation.start(), &established, into: &step.send)
        input = established.unread
        established.unread = []
        phase = .muxer(negotiation, established, chosen)
        guard !input.isEmpty else { return step }
      case .muxer(var negotiation, var established, let chosen):
        var plaintext: [UInt8] = []
        do throws(SecureChannelError) { try established.session.open(input, into: &plaintext) } catch { throw .channel(error) }
        let outcome = negotiation.receive(plaintext)
        try Self.seal(outcome.send, &established, into: &step.send)
        phase = .muxer(negotiation, established, chosen)
        guard let (name, unread) = try outcome.selection() else { return step }
        phase = .done
        step.result = Result(security: established, securityProtocol: chosen, muxer: name, unread: unread)
        return step
      case .done:
        return step
      }
    }
  }

  private static func seal(_ bytes: [UInt8], _ security: inout EstablishedSecurity, into output: inout [UInt8]) throws(HostError) {
    do throws(SecureChannelError) { try security.session.seal(bytes, into: &output) } catch { throw .channel(error) }
  }

  private static func mapping<Value>(_ body: () throws(HandshakeError) -> Value) throws(HostError) -> Value {
    do throws(HandshakeError) { return try body() } catch { throw .handshake(error) }
  }
}

extension NegotiationStep {
  /// What was agreed on and what came behind it, or nil if more is needed.
  fileprivate func selection() throws(HostError) -> (String, [UInt8])? {
    switch status {
    case .pending: nil
    case .selected(let name, let unread): (name, unread)
    case .failed(let error): throw .negotiation(error)
    }
  }
}
