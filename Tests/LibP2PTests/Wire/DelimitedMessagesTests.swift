import LibP2P
import Testing

@Suite("Delimited messages")
struct DelimitedMessagesTests {
  @Test("puts messages together from single bytes")
  func pieces() throws {
    let messages = [[UInt8]](arrayLiteral: [1, 2, 3], [], [UInt8](repeating: 7, count: 200))
    var decoder = DelimitedMessages(limit: 200)
    var found: [[UInt8]] = []
    for byte in messages.flatMap(DelimitedMessages.frame) {
      decoder.append([byte])
      while let message = try decoder.next() { found.append(message) }
    }
    #expect(found == messages)
    #expect(decoder.unreadByteCount == 0)
  }

  @Test("gives back what follows a message")
  func unread() throws {
    var decoder = DelimitedMessages(limit: 10)
    decoder.append([1, 9, 5, 6, 7])
    #expect(try decoder.next() == [9])
    #expect(decoder.takeUnread() == [5, 6, 7])
    #expect(decoder.unreadByteCount == 0)
  }

  @Test("rejects a length above the limit before the bytes arrive")
  func limit() throws {
    var decoder = DelimitedMessages(limit: 10)
    decoder.append([11])
    #expect(throws: WireError.lengthAboveLimit(11, limit: 10)) { try decoder.next() }
    var huge = DelimitedMessages(limit: .max)
    huge.append([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
    #expect(throws: WireError.self) { try huge.next() }
  }
}
