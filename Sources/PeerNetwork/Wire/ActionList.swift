import ChainTypes

/// Many actions in one message (`iotextypes.Actions` of today's IoTeX).
struct ActionList: ProtobufMessage {
  /// A list with more is refused: two bytes on the wire would take a hundred in memory.
  static let maximumCount = 4096

  var actions: [SealedAction]

  init(actions: [SealedAction]) { self.actions = actions }

  init(from reader: inout ProtobufReader) throws(CodecError) {
    actions = []
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes):
        guard actions.count < Self.maximumCount else { throw reader.failure(.limitExceeded) }
        actions.append(
          try reader.message("actions", isElement: true) { (part) throws(CodecError) in try SealedAction(from: &part) })
      default: try reader.skip(tag)
      }
    }
  }

  func encode(into writer: inout ProtobufWriter) {
    for action in actions { writer.message(1, action) }
  }
}
