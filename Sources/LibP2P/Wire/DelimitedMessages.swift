/// Cuts a stream of bytes into messages that are each preceded by their length as varint: identify, pubsub, Kademlia,
/// multistream.
///
/// The limit is applied to the announced length, before anything is kept for it. Call `next` until it gives nil after each
/// `append`; then at most one incomplete message is held.
public struct DelimitedMessages: Sendable {
  /// The longest message, in bytes.
  public let limit: Int
  private var buffer: [UInt8] = []
  private var position = 0

  /// A decoder of messages of at most `limit` bytes.
  public init(limit: Int) { self.limit = limit }

  /// Adds bytes that arrived.
  public mutating func append(_ bytes: [UInt8]) { append(bytes[...]) }

  /// Adds bytes that arrived.
  public mutating func append(_ bytes: ArraySlice<UInt8>) {
    if position > 0 {
      buffer.removeFirst(position)
      position = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next complete message without its length, or nil if more bytes are needed.
  ///
  /// - Throws: `lengthAboveLimit`, `varintTooLong`; the stream cannot be read further then.
  public mutating func next() throws(WireError) -> [UInt8]? {
    var start = position
    guard let length = try Varint.decodeIfComplete(buffer[...], at: &start) else { return nil }
    guard length <= UInt64(limit) else { throw .lengthAboveLimit(length, limit: limit) }
    let end = start &+ Int(length)
    guard end <= buffer.count else { return nil }
    position = end
    return [UInt8](buffer[start..<end])
  }

  /// How many bytes arrived that `next` has not given out.
  public var unreadByteCount: Int { buffer.count &- position }

  /// Takes out the bytes that `next` has not given out.
  public mutating func takeUnread() -> [UInt8] {
    defer {
      buffer = []
      position = 0
    }
    return [UInt8](buffer[position...])
  }

  /// A message with its length before it.
  public static func frame(_ message: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(message.count + Varint.byteCount(UInt64(message.count)))
    Varint.append(UInt64(message.count), to: &output)
    output.append(contentsOf: message)
    return output
  }
}
