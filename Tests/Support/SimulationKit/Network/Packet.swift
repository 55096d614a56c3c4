/// A message between nodes: bytes as they would be on the wire, and what the trace says about them.
public struct Packet: Sendable {
  /// What kind of message it is, as the envelope around it would say.
  public enum Channel: UInt8, Sendable, CaseIterable {
    /// A proposal or vote.
    case consensus
    /// A block with its footer, announced or asked for.
    case block
    /// A user's action.
    case action
    /// A request for blocks.
    case request
    /// An answer to a request.
    case answer
  }

  /// The kind.
  public let channel: Channel
  /// The content.
  public let bytes: [UInt8]
  /// What it is, for the trace.
  public let label: StaticString
  /// The height that it is about, or zero.
  public let number: UInt64
  /// Names the content.
  public let digest: UInt64

  /// A message.
  public init(_ channel: Channel, _ bytes: [UInt8], label: StaticString = "", number: UInt64 = 0) {
    self.channel = channel
    self.bytes = bytes
    self.label = label
    self.number = number
    digest = RunningHash.of(bytes)
  }
}
