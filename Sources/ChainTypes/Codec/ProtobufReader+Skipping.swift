extension ProtobufReader {
  /// Passes over the value of a field that the message does not declare.
  ///
  /// - Returns: the bytes of the value, which the reference keeps in the few messages that it stores as they came.
  /// - Throws: when the layout is unknown, or the value is not complete.
  @discardableResult
  public mutating func skip(_ tag: ProtobufTag) throws(CodecError) -> UnsafeRawBufferPointer {
    markNonCanonical()
    let start = offset
    switch tag.type {
    case .groupStart: try skipGroup()
    case .groupEnd: throw failure(.unknownWireType)
    default: try skipValue(of: tag.type)
    }
    return UnsafeRawBufferPointer(rebasing: input[start..<offset])
  }

  private mutating func skipValue(of type: ProtobufTag.WireType) throws(CodecError) {
    switch type {
    case .varint: _ = try varint()
    case .fixed64: try advance(by: 8)
    case .bytes: _ = try delimited()
    case .fixed32: try advance(by: 4)
    case .groupStart, .groupEnd, .undefined6, .undefined7: throw failure(.unknownWireType)
    }
  }

  /// Passes over a group whose start was read.
  ///
  /// As in the reference, ends are counted and not matched with the number of the start, and field 0 is allowed inside.
  private mutating func skipGroup() throws(CodecError) {
    var depth = 1
    while depth > 0 {
      let type = ProtobufTag.WireType(rawValue: UInt8(truncatingIfNeeded: try varint() & 7)) ?? .undefined7
      switch type {
      case .groupStart: depth += 1
      case .groupEnd: depth -= 1
      default: try skipValue(of: type)
      }
    }
  }

  private mutating func advance(by count: Int) throws(CodecError) {
    guard count <= end - offset else { throw failure(.truncated) }
    offset += count
  }

  /// How often a list field occurs in the rest of the message; the reader does not move.
  ///
  /// - Throws: what reading the message to its end would throw at this level, and `limitExceeded`.
  func count(of field: UInt64, limit: Int) throws(CodecError) -> Int {
    var scout = self
    var count = 0
    while let tag = try scout.nextTag() {
      try scout.skip(tag)
      if tag == ProtobufTag(field, .bytes) {
        count += 1
        if count > limit { throw scout.failure(.limitExceeded) }
      }
    }
    return count
  }
}
