/// The tokens of multistream-select 1.0: each is a varint length, text, and a newline that the length covers.
///
/// Source: libp2p's connection specification; recorded behaviour of the reference.
public enum Multistream {
  /// The first token of both sides.
  public static let header = "/multistream/1.0.0"
  /// The answer to a protocol that is not spoken.
  static let refusal = "na"
  /// The request for a list of protocols.
  static let list = "ls"
  /// The answer to a token that is too long.
  static let tooLong = "messages over 64k are not allowed"
  /// The longest token, in bytes with its newline, that the reference reads.
  static let longestReferenceToken = 65_536

  /// What is allowed of the other side.
  public struct Limits: Sendable, Hashable {
    /// The longest token in bytes, with its newline.
    public var tokenByteCount: Int
    /// How many protocols the other side may propose, requests for the list included.
    public var proposals: Int

    /// Limits; by default 1,024 bytes and 64 proposals.
    public init(tokenByteCount: Int = 1_024, proposals: Int = 64) {
      self.tokenByteCount = tokenByteCount
      self.proposals = proposals
    }
  }

  /// The bytes of a token. The text should not contain newlines.
  public static func token(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    append(text, to: &output)
    return output
  }

  /// Appends the bytes of a token.
  static func append(_ text: String, to output: inout [UInt8]) {
    let content = text.utf8
    Varint.append(UInt64(content.count + 1), to: &output)
    output.append(contentsOf: content)
    output.append(0x0A)
  }

  /// The answer to `ls`: the number of protocols and their tokens, with the length of all that.
  static func listing(_ protocols: [String]) -> [UInt8] {
    var body = Varint.encode(UInt64(protocols.count))
    for name in protocols { append(name, to: &body) }
    return DelimitedMessages.frame(body)
  }

  /// The text of a token that was read without its length, or nil if the newline is missing or it is not UTF-8.
  static func text(_ message: [UInt8]) -> String? {
    guard message.last == 0x0A else { return nil }
    return String(validating: message.dropLast(), as: UTF8.self)
  }
}
