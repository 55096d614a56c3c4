/// Bytes of a stream that were taken from the connection and not given to the reader.
struct StreamInput {
  /// The bytes, the first `position` of which were given out.
  private var buffer: [UInt8]
  /// How many were given out.
  private var position = 0
  /// What remains of the agreement on the protocol, if the opener did not wait for it.
  private var negotiation: MultistreamInitiator?

  /// Input that begins with the given bytes.
  init(bytes: [UInt8], negotiation: MultistreamInitiator?) {
    buffer = bytes
    self.negotiation = negotiation
  }

  /// Whether there are no bytes.
  var isEmpty: Bool { position == buffer.count }

  /// Takes all bytes, nil if there are none.
  mutating func takeAll() -> [UInt8]? {
    guard !isEmpty else { return nil }
    defer {
      buffer = []
      position = 0
    }
    return position == 0 ? buffer : [UInt8](buffer[position...])
  }

  /// Adds bytes at the end.
  mutating func append(_ bytes: [UInt8]) {
    if isEmpty {
      buffer = bytes
    } else {
      buffer.removeFirst(position)
      buffer += bytes
    }
    position = 0
  }

  /// Takes the other side's part of the agreement out of what was received; the rest is the protocol's.
  mutating func accept(_ bytes: [UInt8]) throws(StreamError) -> [UInt8] {
    guard negotiation != nil else { return bytes }
    guard let step = negotiation?.receive(bytes) else { return bytes }
    switch step.status {
    case .pending:
      return []
    case .selected(_, let unread):
      negotiation = nil
      return unread
    case .failed(let error):
      throw .negotiation(error)
    }
  }

  /// Takes the next message that is complete, without its length.
  mutating func nextMessage(limit: Int) throws(StreamError) -> [UInt8]? {
    var start = position
    guard let length = try Self.length(buffer, at: &start) else { return nil }
    guard length <= UInt64(limit) else { throw .messageTooLong }
    guard buffer.count - start >= Int(length) else {
      // Room for the rest, so that a long message is not moved again and again; the limit was checked.
      return nil
    }
    position = start + Int(length)
    return [UInt8](buffer[start..<position])
  }

  private static func length(_ bytes: [UInt8], at position: inout Int) throws(StreamError) -> UInt64? {
    if position < bytes.count, bytes[position] < 0x80 {
      position += 1
      return UInt64(bytes[position - 1])
    }
    do throws(WireError) { return try Varint.decodeIfComplete(bytes[...], at: &position) } catch { throw .messageTooLong }
  }
}
