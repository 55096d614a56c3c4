import LibP2P
import Testing

/// Runs two handshakes against each other, with what each sends cut into pieces.
struct HandshakePair {
  var initiator: any SecureHandshake
  var responder: any SecureHandshake
  var chunk = Int.max

  /// The results of both sides.
  mutating func run() throws -> (initiator: EstablishedSecurity, responder: EstablishedSecurity) {
    var toResponder = try initiator.start()
    var toInitiator = try responder.start()
    var results: (EstablishedSecurity?, EstablishedSecurity?) = (nil, nil)
    for _ in 0..<10_000 {
      if let first = results.0, let second = results.1 {
        #expect(toInitiator.isEmpty && toResponder.isEmpty)
        return (first, second)
      }
      if !toResponder.isEmpty {
        let step = try responder.receive(take(&toResponder))
        toInitiator += step.send
        if let result = step.finished { results.1 = result }
      }
      if !toInitiator.isEmpty {
        let step = try initiator.receive(take(&toInitiator))
        toResponder += step.send
        if let result = step.finished { results.0 = result }
      }
      if toInitiator.isEmpty && toResponder.isEmpty && (results.0 == nil || results.1 == nil) { break }
    }
    throw HandshakeError.outOfOrder
  }

  private func take(_ bytes: inout [UInt8]) -> [UInt8] {
    let piece = [UInt8](bytes.prefix(chunk))
    bytes.removeFirst(piece.count)
    return piece
  }
}
