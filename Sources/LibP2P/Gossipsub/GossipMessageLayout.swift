/// Where the fields of an encoded pubsub message are: offsets from its start.
struct GossipMessageLayout: Sendable, Hashable {
  /// The content of field 1.
  var author: Range<Int>?
  /// The content of field 2.
  var data: Range<Int>?
  /// The content of field 3.
  var sequence: Range<Int>?
  /// Where the first topic's tag is, or where it would be.
  var topicsStart = 0
  /// Where the part that is signed ends: behind the last topic.
  var signedEnd = 0
  /// The content of field 5.
  var signature: Range<Int>?
  /// The content of field 6.
  var key: Range<Int>?
  /// Where fields begin that the format does not define; they are signed too.
  var unknownStart = 0
}

extension GossipMessage {
  /// The highest field number that the format defines.
  private static let lastField: UInt64 = 6
  /// The repeated field.
  private static let topicField: UInt64 = 4

  /// Decodes a message. An encoding that the reference would not have written is replaced by the one it would.
  ///
  /// - Throws: what ``ProtobufReader`` throws, and `unexpectedType` for a known field that does not hold bytes.
  public init(decoding bytes: ArraySlice<UInt8>) throws(WireError) {
    if let layout = try Self.layout(of: bytes) {
      self.init(encoded: [UInt8](bytes), layout: layout)
      return
    }
    let canonical = try Self.reordered(bytes)
    // Writing in order makes the layout succeed, unless the unknown fields themselves are out of reach.
    guard let layout = try Self.layout(of: canonical[...]) else { throw .truncated }
    self.init(encoded: canonical, layout: layout)
  }

  /// The layout of a message, or nil if its known fields are not in the order and the form that the reference writes.
  private static func layout(of bytes: ArraySlice<UInt8>) throws(WireError) -> GossipMessageLayout? {
    var layout = GossipMessageLayout()
    let origin = bytes.startIndex
    var position = origin
    var last: UInt64 = 0
    var hasTopics = false
    while position < bytes.endIndex {
      let start = position
      let tag = try Varint.decode(bytes, at: &position)
      let number = tag &>> 3
      if number > lastField {
        try skip(tag, in: bytes, at: &position)
        last = number
        continue
      }
      guard number >= 1 else { throw .fieldNumber(number) }
      guard tag & 7 == 2 else { throw .unexpectedType(field: Int(number)) }
      let length = try Varint.decode(bytes, at: &position)
      guard length <= UInt64(bytes.endIndex &- position) else { throw .truncated }
      let inOrder = number > last || (number == topicField && last == topicField)
      guard inOrder, position &- start == 1 &+ Varint.byteCount(length) else { return nil }
      let content = position &- origin..<position &- origin &+ Int(length)
      position &+= Int(length)
      last = number
      switch number {
      case 1: layout.author = content
      case 2: layout.data = content
      case 3: layout.sequence = content
      case topicField:
        if !hasTopics { layout.topicsStart = start &- origin }
        hasTopics = true
      case 5: layout.signature = content
      default: layout.key = content
      }
      if number <= topicField { layout.signedEnd = content.upperBound }
      layout.unknownStart = content.upperBound
    }
    if !hasTopics { layout.topicsStart = layout.signedEnd }
    return layout
  }

  /// The message as the reference would write it: the last of each known field, all topics, then the rest as it came.
  private static func reordered(_ bytes: ArraySlice<UInt8>) throws(WireError) -> [UInt8] {
    var known: [ArraySlice<UInt8>?] = Array(repeating: nil, count: 7)
    var topics: [ArraySlice<UInt8>] = []
    var unknown: [UInt8] = []
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let start = position
      let tag = try Varint.decode(bytes, at: &position)
      let number = tag &>> 3
      if number > lastField {
        try skip(tag, in: bytes, at: &position)
        unknown.append(contentsOf: bytes[start..<position])
        continue
      }
      guard number >= 1 else { throw .fieldNumber(number) }
      guard tag & 7 == 2 else { throw .unexpectedType(field: Int(number)) }
      let length = try Varint.decode(bytes, at: &position)
      guard length <= UInt64(bytes.endIndex &- position) else { throw .truncated }
      let content = bytes[position..<position &+ Int(length)]
      position &+= Int(length)
      if number == topicField { topics.append(content) } else { known[Int(number)] = content }
    }
    var writer = ProtobufWriter(reservingCapacity: bytes.count)
    for field in 1...3 { if let content = known[field] { writer.write(field, bytes: content) } }
    for topic in topics { writer.write(Int(topicField), bytes: topic) }
    for field in 5...6 { if let content = known[field] { writer.write(field, bytes: content) } }
    return writer.bytes + unknown
  }

  /// Moves behind a field whose tag was read.
  private static func skip(_ tag: UInt64, in bytes: ArraySlice<UInt8>, at position: inout Int) throws(WireError) {
    let count: UInt64
    switch tag & 7 {
    case 0:
      _ = try Varint.decode(bytes, at: &position)
      return
    case 1: count = 8
    case 2: count = try Varint.decode(bytes, at: &position)
    case 5: count = 4
    default: throw .wireType(UInt8(tag & 7))
    }
    guard count <= UInt64(bytes.endIndex &- position) else { throw .truncated }
    position &+= Int(count)
  }
}
