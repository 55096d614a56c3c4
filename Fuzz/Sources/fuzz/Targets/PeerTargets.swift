import LibP2P

/// What other nodes of the network send before and while they are known.
extension FuzzTarget {
  /// An address, binary and in text.
  static let multiaddr = FuzzTarget(name: "multiaddr") { input in
    if let address = try? Multiaddr(bytes: [UInt8](input)) { check(address) }
    guard let text = input.text, let address = try? Multiaddr(parsing: text) else { return }
    check(address)
  }

  private static func check(_ address: Multiaddr) {
    require(address.bytes.count <= Multiaddr.maximumByteCount, "an address is longer than allowed")
    require((try? Multiaddr(bytes: address.bytes)) == address, "the bytes of an address change")
    require((try? Multiaddr(parsing: address.description)) == address, "the text \(address) is not its address")
    if let peer = address.peerID {
      require(address.withoutPeerID.with(peerID: peer) == address, "an address does not come together again")
    }
    if let endpoint = address.tcpEndpoint { require(address.host == endpoint.host && address.port == endpoint.port, "an endpoint differs") }
  }

  /// Keys and names, binary and in text.
  static let identity = FuzzTarget(name: "identity") { input in
    let bytes = [UInt8](input)
    if let key = try? PublicNodeKey(protobuf: bytes) {
      require((try? PublicNodeKey(protobuf: key.protobuf)) == key, "a key changes")
      require(key.peerID.matches(key), "a key does not have its name")
      if let inner = key.peerID.publicKey { require(inner == key, "a name holds another key") }
      require(!key.verify(bytes, signature: [UInt8](bytes.prefix(64))), "a signature appears out of nothing")
    }
    if let key = try? NodeKey(protobuf: bytes) { require((try? NodeKey(protobuf: key.protobuf))?.peerID == key.peerID, "a key changes") }
    if let peer = try? PeerID(multihash: bytes) {
      require((try? PeerID(parsing: peer.description)) == peer, "the text \(peer) is not its peer")
      _ = peer.publicKey
    }
    if let content = try? ContentID(bytes: bytes) {
      require((try? ContentID(parsing: content.description)) == content, "the text \(content) is not its content")
    }
    if bytes.count <= 160 { require((try? Base58.decode(Base58.encode(bytes))) == bytes, "base58 loses bytes") }
    guard let text = input.text else { return }
    if let decoded = try? Base58.decode(text) { require(Base58.encode(decoded) == text, "base58 text changes") }
    if let peer = try? PeerID(parsing: text), text.first != "b", text.first != "z" { require(peer.description == text, "a name changes") }
  }

  /// A protobuf message, read to some depth, and the same bytes as messages behind their lengths.
  static let protobuf = FuzzTarget(name: "protobuf") { input in
    let (choice, rest) = input.selector
    let bytes = [UInt8](rest)
    var fields = 0
    read(ProtobufReader(bytes), depth: 4, &fields)
    require(fields <= 4 * bytes.count, "there are more fields than bytes")
    require(messages(bytes, chunk: choice + 1) == messages(bytes, chunk: max(1, bytes.count)), "messages depend on the chunks")
  }

  private static func read(_ reader: ProtobufReader, depth: Int, _ count: inout Int) {
    var reader = reader
    while let field = try? reader.next() {
      count += 1
      require(field.number >= 1 && field.number < 1 << 29, "a field's number is out of range")
      _ = try? field.string(limit: 100)
      if depth > 1, let message = try? field.message() { read(message, depth: depth - 1, &count) }
    }
  }

  private struct Messages: Equatable {
    var found: [[UInt8]] = []
    var isBroken = false
  }

  private static func messages(_ bytes: [UInt8], chunk: Int) -> Messages {
    var result = Messages()
    var decoder = DelimitedMessages(limit: 300)
    do throws(WireError) {
      for start in stride(from: 0, to: bytes.count, by: chunk) {
        decoder.append(bytes[start..<min(bytes.count, start + chunk)])
        while let message = try decoder.next() { result.found.append(message) }
        require(decoder.unreadByteCount <= 302 + chunk, "more is kept than a message")
      }
    } catch {
      result.isBroken = true
    }
    return result
  }

  /// Both sides of a negotiation. The first byte says which, and in which chunks the bytes arrive.
  static let multistream = FuzzTarget(name: "multistream") { input in
    let (choice, rest) = input.selector
    let bytes = [UInt8](rest)
    let isListener = choice % 2 == 0
    let whole = negotiate(bytes, chunk: max(1, bytes.count), isListener: isListener)
    require(negotiate(bytes, chunk: choice / 2 + 1, isListener: isListener) == whole, "the negotiation depends on the chunks")
    require(whole.sent.count <= 64 * 1_100, "small questions have large answers")
  }

  private struct Negotiation: Equatable {
    var sent: [UInt8]
    var selected: String?
    var unread: [UInt8] = []
    var error: NegotiationError?
  }

  private static func negotiate(_ bytes: [UInt8], chunk: Int, isListener: Bool) -> Negotiation {
    let protocols = ["/a/1", "/noise", "/b/2.0.0"]
    var listener = MultistreamListener(protocols: protocols, listAnswer: .protocols)
    var initiator = MultistreamInitiator(protocols: protocols)
    var result = Negotiation(sent: isListener ? listener.start() : initiator.start())
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      let piece = [UInt8](bytes[start..<min(bytes.count, start + chunk)])
      let step = isListener ? listener.receive(piece) : initiator.receive(piece)
      result.sent += step.send
      switch step.status {
      case .pending: continue
      case .selected(let name, let unread):
        result.selected = name
        result.unread = unread + bytes[(start + piece.count)...]
      case .failed(let error): result.error = error
      }
      break
    }
    return result
  }

  /// The handshakes, given bytes that nobody made. The first byte says which and on which side.
  static let handshake = FuzzTarget(name: "handshake") { input in
    let (choice, rest) = input.selector
    let security = SecurityProtocol.allCases[choice / 2 % 2]
    var handshake = security.handshake(role: choice % 2 == 0 ? .initiator : .responder, key: alice, expected: nil)
    guard (try? handshake.start()) != nil else { return require(false, "a handshake does not start") }
    let bytes = [UInt8](rest)
    for start in stride(from: 0, to: bytes.count, by: choice / 4 + 1) {
      guard let step = try? handshake.receive([UInt8](bytes[start..<min(bytes.count, start + choice / 4 + 1)])) else { return }
      require(step.finished == nil, "a stranger without a key is let in")
    }
  }

  /// A handshake and a channel whose bytes are changed on the way. The first byte says which protocol; then pairs of bytes say
  /// where and how something is changed.
  static let channel = FuzzTarget(name: "channel") { input in
    let (choice, rest) = input.selector
    var changes = Tampering([UInt8](rest))
    let security = SecurityProtocol.allCases[choice % 2]
    var first = security.handshake(role: .initiator, key: alice, expected: nil)
    var second = security.handshake(role: .responder, key: bob, expected: nil)
    guard var toSecond = try? first.start(), var toFirst = try? second.start() else {
      return require(false, "a handshake does not start")
    }
    var results: (first: EstablishedSecurity?, second: EstablishedSecurity?)
    for _ in 0..<4 {
      changes.apply(to: &toSecond)
      if results.second == nil, !toSecond.isEmpty {
        guard let step = try? second.receive(toSecond) else { return }
        toFirst += step.send
        results.second = step.finished
      }
      toSecond = []
      changes.apply(to: &toFirst)
      if results.first == nil, !toFirst.isEmpty {
        guard let step = try? first.receive(toFirst) else { return }
        toSecond += step.send
        results.first = step.finished
      }
      toFirst = []
    }
    guard let one = results.first, let other = results.second else { return require(changes.isDone, "a handshake does not end") }
    require(!changes.isDone, "a changed handshake succeeds")
    require(one.remotePeer == bob.peerID && other.remotePeer == alice.peerID, "the names are wrong")
    exchange(one.session, other.session, &changes)
  }

  private static func exchange(_ sender: any SecureSession, _ receiver: any SecureSession, _ changes: inout Tampering) {
    var (sender, receiver) = (sender, receiver)
    let plaintext = [UInt8](repeating: 7, count: 700)
    for _ in 0..<3 {
      guard var frames = try? sender.seal(plaintext) else { return require(false, "a channel does not seal") }
      let wasDone = changes.isDone
      changes.apply(to: &frames)
      var output: [UInt8] = []
      let isOpened = (try? receiver.open(frames, into: &output)) != nil
      if changes.isDone {
        require(output.isEmpty || !wasDone, "a channel goes on after a change")
        require(output.isEmpty, "changed bytes are taken for genuine ones")
      } else {
        require(isOpened && output == plaintext, "a channel loses bytes")
      }
    }
  }

  private static let alice = NodeKey(insecureReferenceMasterKey: "alice")
  private static let bob = NodeKey(insecureReferenceMasterKey: "bob")
}

/// Changes to bytes in transit: each is a distance from the last one and a pattern of bits.
private struct Tampering {
  private var changes: ArraySlice<UInt8>
  private var distance: Int?
  /// Whether anything was changed yet.
  private(set) var isDone = false

  init(_ bytes: [UInt8]) { changes = bytes[...] }

  mutating func apply(to bytes: inout [UInt8]) {
    var position = 0
    while let offset = distance ?? next() {
      guard position + offset < bytes.count else {
        distance = offset - (bytes.count - position)
        return
      }
      distance = nil
      position += offset
      let pattern = changes.popFirst() ?? 1
      bytes[position] ^= pattern
      if pattern != 0 { isDone = true }
      position += 1
    }
  }

  /// 255 goes on in the next byte.
  private mutating func next() -> Int? {
    guard var byte = changes.popFirst() else { return nil }
    var offset = Int(byte)
    while byte == 255, let following = changes.popFirst() {
      byte = following
      offset += Int(byte)
    }
    return offset
  }
}
