extension KademliaMessage {
  /// The longest message in bytes that is read. The reference takes 4 MiB; 40 peers with 16 addresses each stay far below this.
  public static let longest = 256 << 10
  /// Peers in a list that are read; more are left out.
  static let peerLimit = 64
  /// Addresses of a peer that are read; more are left out.
  static let addressLimit = 16
  /// The longest key in bytes.
  static let longestKey = 256

  /// The protobuf encoding, without the length that goes before it on the stream. `putValue` is 0 and not written.
  public var encoded: [UInt8] {
    var writer = ProtobufWriter()
    if kind != .putValue { writer.write(1, number: kind.rawValue) }
    if let key, !key.isEmpty { writer.write(2, bytes: key) }
    if let record { writer.write(3, bytes: record) }
    for peer in closerPeers { writer.write(8, message: peer.writer) }
    for peer in providers { writer.write(9, message: peer.writer) }
    if level != 0 { writer.write(10, number: level) }
    return writer.bytes
  }

  /// Decodes a message. Peers whose id is none and addresses that cannot be read are left out, as the reference does.
  ///
  /// - Throws: what ``ProtobufReader`` throws; `lengthAboveLimit` for a long key; `unexpectedType` for an unknown kind.
  public init(decoding bytes: [UInt8]) throws(WireError) {
    guard bytes.count <= Self.longest else { throw .lengthAboveLimit(UInt64(bytes.count), limit: Self.longest) }
    self.init(.putValue)
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1:
        guard let kind = Kind(rawValue: try field.uint64()) else { throw .unexpectedType(field: 1) }
        self.kind = kind
      case 2: key = try field.bytes(limit: Self.longestKey)
      case 3: record = try field.bytes()
      case 8: if closerPeers.count < Self.peerLimit, let peer = try Peer(field.message()) { closerPeers.append(peer) }
      case 9: if providers.count < Self.peerLimit, let peer = try Peer(field.message()) { providers.append(peer) }
      case 10: level = try field.uint64()
      default: break
      }
    }
  }
}

extension KademliaMessage.Peer {
  /// The encoding, to be put into a message.
  var writer: ProtobufWriter {
    var writer = ProtobufWriter()
    writer.write(1, bytes: id.bytes)
    for address in addresses { writer.write(2, bytes: address.bytes) }
    if connection != .notConnected { writer.write(3, number: connection.rawValue) }
    return writer
  }

  /// Decodes a peer; nil if it has no id.
  init?(_ reader: ProtobufReader) throws(WireError) {
    var reader = reader
    var id: PeerID?
    var addresses: [Multiaddr] = []
    var connection = KademliaMessage.Connection.notConnected
    while let field = try reader.next() {
      switch field.number {
      case 1: id = try? PeerID(multihash: try field.bytes(limit: 64))
      case 2:
        let bytes = try field.slice()
        guard addresses.count < KademliaMessage.addressLimit, bytes.count <= Multiaddr.maximumByteCount else { continue }
        if let address = try? Multiaddr(bytes: [UInt8](bytes)) { addresses.append(address) }
      case 3: connection = KademliaMessage.Connection(rawValue: try field.uint64()) ?? .notConnected
      default: break
      }
    }
    guard let id else { return nil }
    self.init(id: id, addresses: addresses, connection: connection)
  }
}
