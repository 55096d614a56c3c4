/// Cuts received bytes into tokens.
struct TokenReader: Sendable {
  private var messages: DelimitedMessages

  /// A reader of tokens of at most `limit` bytes.
  init(limit: Int) { messages = DelimitedMessages(limit: limit) }

  /// Adds bytes that arrived.
  mutating func append(_ bytes: [UInt8]) { messages.append(bytes) }

  /// The next token's text, or nil if more bytes are needed.
  ///
  /// - Throws: `tokenTooLong`, `malformedToken`.
  mutating func next() throws(NegotiationError) -> String? {
    do {
      guard let message = try messages.next() else { return nil }
      guard let text = Multistream.text(message) else { throw NegotiationError.malformedToken }
      return text
    } catch WireError.lengthAboveLimit(let length, limit: _) {
      throw .tokenTooLong(length)
    } catch {
      throw .malformedToken
    }
  }

  /// Takes out what lies behind the last token.
  mutating func takeUnread() -> [UInt8] { messages.takeUnread() }
}
