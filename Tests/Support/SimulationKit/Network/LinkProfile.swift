/// How well a link between two nodes works.
public struct LinkProfile: Hashable, Sendable {
  /// How long a message travels, in nanoseconds.
  public var delay: ClosedRange<UInt64>
  /// How many messages of a million are lost.
  public var lossPerMillion: Int
  /// How many messages of a million arrive twice.
  public var duplicatesPerMillion: Int
  /// How many messages of a million may be overtaken: they travel longer, and do not hold up those behind.
  public var reorderedPerMillion: Int
  /// How much longer these travel at most, in nanoseconds.
  public var reorderDelay: UInt64

  /// A link; by default one that loses nothing.
  public init(
    delay: ClosedRange<UInt64>, lossPerMillion: Int = 0, duplicatesPerMillion: Int = 0, reorderedPerMillion: Int = 0,
    reorderDelay: UInt64 = 0
  ) {
    self.delay = delay
    self.lossPerMillion = lossPerMillion
    self.duplicatesPerMillion = duplicatesPerMillion
    self.reorderedPerMillion = reorderedPerMillion
    self.reorderDelay = reorderDelay
  }

  /// A good link on one continent: 5 to 60 milliseconds, nothing lost.
  public static let calm = LinkProfile(delay: 5 * Span.millisecond...60 * Span.millisecond)
}
