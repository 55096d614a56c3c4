/// The protobuf form that public and private keys share: 1 type, 2 content.
struct KeyFields {
  /// The number of the kind of key.
  var type: UInt64
  /// The key, in the form of its kind.
  var content: [UInt8]

  /// A key's fields.
  init(type: UInt64, content: [UInt8]) {
    self.type = type
    self.content = content
  }

  /// Reads the fields.
  ///
  /// - Throws: `malformedKey` if it is no protobuf or a field is missing.
  init(_ bytes: ArraySlice<UInt8>) throws(IdentityError) {
    var type: UInt64?
    var content: [UInt8]?
    do {
      var reader = ProtobufReader(bytes)
      while let field = try reader.next() {
        switch field.number {
        case 1: type = try field.uint64()
        case 2: content = try field.bytes()
        default: break
        }
      }
    } catch {
      throw .malformedKey
    }
    guard let type, let content else { throw .malformedKey }
    self.init(type: type, content: content)
  }

  /// The protobuf form.
  var encoded: [UInt8] {
    var writer = ProtobufWriter(reservingCapacity: content.count + 8)
    writer.write(1, number: type)
    writer.write(2, bytes: content)
    return writer.bytes
  }
}
