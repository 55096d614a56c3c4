extension IdentifyInfo {
  /// The protocol on which a peer is asked.
  public static let protocolID = "/ipfs/id/1.0.0"
  /// The protocol on which a peer tells unasked.
  public static let pushProtocolID = "/ipfs/id/push/1.0.0"
  /// The longest message that the reference reads, without its length.
  public static let referenceLimit = 2_048
  /// How many addresses, and how many protocols, of a message are kept.
  static let listLimit = 256

  /// The message, without its length, its fields in the order of their numbers as the reference writes them.
  public var encoded: [UInt8] {
    var writer = ProtobufWriter()
    writer.write(1, bytes: publicKey)
    for address in listenAddresses { writer.write(2, bytes: address.bytes) }
    for name in protocols { writer.write(3, string: name) }
    if let observedAddress { writer.write(4, bytes: observedAddress.bytes) }
    writer.write(5, string: protocolVersion)
    writer.write(6, string: agentVersion)
    return writer.bytes
  }

  /// Reads a message without its length. Addresses that we cannot read are left out, as are fields that we do not know.
  public init(decoding message: [UInt8]) throws(WireError) {
    self.init(publicKey: [], listenAddresses: [], protocols: [], observedAddress: nil, protocolVersion: "", agentVersion: "")
    var reader = ProtobufReader(message)
    while let field = try reader.next() {
      switch field.number {
      case 1: publicKey = try field.bytes()
      case 2:
        let bytes = try field.bytes()
        if listenAddresses.count < Self.listLimit, let address = try? Multiaddr(bytes: bytes) { listenAddresses.append(address) }
      case 3:
        let name = try field.string()
        if protocols.count < Self.listLimit { protocols.append(name) }
      case 4: observedAddress = try? Multiaddr(bytes: field.bytes())
      case 5: protocolVersion = try field.string()
      case 6: agentVersion = try field.string()
      default: break
      }
    }
  }
}
