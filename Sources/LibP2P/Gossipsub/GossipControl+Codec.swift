extension GossipControl {
  /// The encoding, to be put into an RPC.
  var writer: ProtobufWriter {
    var writer = ProtobufWriter()
    for offer in ihave {
      var inner = ProtobufWriter()
      inner.write(1, string: offer.topic)
      for id in offer.ids { inner.write(2, bytes: id.bytes) }
      writer.write(1, message: inner)
    }
    for ids in iwant {
      var inner = ProtobufWriter()
      for id in ids { inner.write(1, bytes: id.bytes) }
      writer.write(2, message: inner)
    }
    for topic in graft {
      var inner = ProtobufWriter()
      inner.write(1, string: topic)
      writer.write(3, message: inner)
    }
    for prune in prune {
      var inner = ProtobufWriter()
      inner.write(1, string: prune.topic)
      if let seconds = prune.backoffSeconds { inner.write(3, number: seconds) }
      writer.write(4, message: inner)
    }
    return writer
  }
}

/// Reads control messages and counts what it leaves out because a limit is reached.
struct GossipControlDecoder {
  /// What was read.
  private(set) var control: GossipControl
  /// How many entries and ids were left out.
  private(set) var ignoredEntryCount = 0
  private let limits: GossipDecodingLimits
  private var offeredIDs = 0
  private var wantedIDs = 0

  /// A decoder that continues `control`: protobuf merges a message that comes twice.
  init(control: GossipControl = GossipControl(), limits: GossipDecodingLimits) {
    self.control = control
    self.limits = limits
    offeredIDs = control.ihave.reduce(0) { $0 + $1.ids.count }
    wantedIDs = control.iwant.reduce(0) { $0 + $1.count }
  }

  /// Reads the fields of one control message.
  mutating func read(_ reader: ProtobufReader) throws(WireError) {
    var reader = reader
    while let field = try reader.next() {
      let count =
        switch field.number {
        case 1: control.ihave.count
        case 2: control.iwant.count
        case 3: control.graft.count
        case 4: control.prune.count
        default: 0
        }
      guard count < limits.controlEntries else {
        ignoredEntryCount += 1
        continue
      }
      switch field.number {
      case 1: try readIHave(field.message())
      case 2: try readIWant(field.message())
      case 3: if let topic = try readPrune(field.message())?.topic { control.graft.append(topic) }
      case 4: if let prune = try readPrune(field.message()) { control.prune.append(prune) }
      default: break
      }
    }
  }

  private mutating func readIHave(_ reader: ProtobufReader) throws(WireError) {
    var total = offeredIDs
    let (topic, ids) = try ids(reader, field: 2, total: &total)
    offeredIDs = total
    if let topic { control.ihave.append(GossipControl.IHave(topic: topic, ids: ids)) }
  }

  private mutating func readIWant(_ reader: ProtobufReader) throws(WireError) {
    var total = wantedIDs
    control.iwant.append(try ids(reader, field: 1, total: &total).ids)
    wantedIDs = total
  }

  /// The ids in a repeated field and, where that is not field 1, the topic in field 1. A topic that is no topic gives nil.
  private mutating func ids(
    _ reader: ProtobufReader, field idField: Int, total: inout Int
  ) throws(WireError) -> (topic: String?, ids: [MessageID]) {
    var reader = reader
    var topic: String? = ""
    var ids: [MessageID] = []
    while let field = try reader.next() {
      if field.number == idField {
        let bytes = try field.slice()
        if total < limits.messageIDs && bytes.count <= limits.messageIDBytes {
          ids.append(MessageID([UInt8](bytes)))
          total += 1
        } else {
          ignoredEntryCount += 1
        }
      } else if field.number == 1 {
        topic = try field.topic(limits)
        if topic == nil { ignoredEntryCount += 1 }
      }
    }
    return (topic, ids)
  }

  /// A GRAFT, which has only the topic, or a PRUNE; nil, and counted, if its topic is no topic.
  private mutating func readPrune(_ reader: ProtobufReader) throws(WireError) -> GossipControl.Prune? {
    var reader = reader
    var prune = GossipControl.Prune(topic: "")
    while let field = try reader.next() {
      switch field.number {
      case 1:
        guard let topic = try field.topic(limits) else {
          ignoredEntryCount += 1
          return nil
        }
        prune.topic = topic
      case 3: prune.backoffSeconds = try field.uint64()
      default: break
      }
    }
    return prune
  }
}
