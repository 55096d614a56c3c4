extension GossipRPC {
  /// The protobuf encoding, without the length that goes before it on the stream.
  public var encoded: [UInt8] {
    var writer = ProtobufWriter(reservingCapacity: 64 + messages.reduce(0) { $0 + $1.encoded.count + 4 })
    for subscription in subscriptions {
      var inner = ProtobufWriter()
      inner.write(1, bool: subscription.isSubscribed)
      inner.write(2, string: subscription.topic)
      writer.write(1, message: inner)
    }
    for message in messages { writer.write(2, bytes: message.encoded) }
    if let control { writer.write(3, message: control.writer) }
    return writer.bytes
  }

  /// Decodes an RPC.
  ///
  /// - Throws: what ``ProtobufReader`` throws; `lengthAboveLimit` for more than `limits.rpcBytes`.
  public init(decoding bytes: [UInt8], limits: GossipDecodingLimits = GossipDecodingLimits()) throws(WireError) {
    guard bytes.count <= limits.rpcBytes else { throw .lengthAboveLimit(UInt64(bytes.count), limit: limits.rpcBytes) }
    self.init()
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1:
        guard subscriptions.count < limits.subscriptions else {
          ignoredEntryCount += 1
          continue
        }
        if let subscription = try Subscription(field.message(), limits: limits) {
          subscriptions.append(subscription)
        } else {
          ignoredEntryCount += 1
        }
      case 2:
        if messages.count < limits.messages {
          messages.append(try GossipMessage(decoding: field.slice()))
        } else {
          ignoredEntryCount += 1
        }
      case 3:
        var decoder = control.map { GossipControlDecoder(control: $0, limits: limits) } ?? GossipControlDecoder(limits: limits)
        try decoder.read(field.message())
        control = decoder.control
        ignoredEntryCount += decoder.ignoredEntryCount
      default: break
      }
    }
  }
}

extension GossipRPC.Subscription {
  /// Decodes an announcement; nil if its topic is longer than allowed or no text.
  init?(_ reader: ProtobufReader, limits: GossipDecodingLimits) throws(WireError) {
    var reader = reader
    self.init(topic: "", isSubscribed: false)
    while let field = try reader.next() {
      switch field.number {
      case 1: isSubscribed = try field.bool()
      case 2:
        guard let text = try field.topic(limits) else { return nil }
        topic = text
      default: break
      }
    }
  }
}

extension ProtobufField {
  /// A topic, or nil if it is longer than allowed or no UTF-8.
  func topic(_ limits: GossipDecodingLimits) throws(WireError) -> String? {
    let bytes = try slice()
    return bytes.count <= limits.topicBytes ? String(validating: bytes, as: UTF8.self) : nil
  }
}
