/// What this node serves to those who fetch blocks. The reference serves all of its chain to every request.
public struct ServingLimits: Hashable, Sendable {
  /// Blocks in one answer on a block stream at most; the asker continues with another request.
  public var blocksPerStream = 1024
  /// Blocks in one answer by unicast at most. v0.5.0 asks for ten at a time.
  public var blocksPerUnicast = 64
  /// Bytes in one answer at most; one block may be larger.
  public var bytesPerAnswer = 8 << 20
  /// Answers under way to one peer at most.
  public var answersPerPeer = 4
  /// Answers under way at most.
  public var answers = 32
  /// Bytes a second to one peer, on average.
  public var bytesPerSecondPerPeer = 32 << 20
  /// Bytes a second in all, on average.
  public var bytesPerSecond = 96 << 20
  /// How many seconds' worth of bytes may be sent at once.
  public var burstSeconds = 2
  /// A request by unicast that a peer repeats within so many nanoseconds is answered once: v0.5.0 sends each up to three times.
  public var repetition: UInt64 = 500_000_000

  /// The defaults.
  public init() {}
}
