public import ChainTypes

/// What a delegate must not forget of a height when it is restarted.
public struct ConsensusMemory: Hashable, Sendable {
  /// Something that was signed.
  public struct Signed: Hashable, Sendable {
    /// The start of the round in which it was signed.
    public var roundStart: Timestamp
    /// What kind of document it is.
    public var kind: SigningIntent.Kind
    /// What it is about.
    public var target: VoteTarget
    /// The signed message, to be sent again; nil for a block, which is not.
    public var message: ConsensusMessage?

    /// A record.
    public init(roundStart: Timestamp, kind: SigningIntent.Kind, target: VoteTarget, message: ConsensusMessage?) {
      self.roundStart = roundStart
      self.kind = kind
      self.target = target
      self.message = message
    }
  }

  /// The height.
  public var height: UInt64
  /// What the delegate signed at that height.
  public var signed: [Signed]
  /// Its lock.
  public var lock: ConsensusLock?

  /// A memory.
  public init(height: UInt64, signed: [Signed] = [], lock: ConsensusLock? = nil) {
    self.height = height
    self.signed = signed
    self.lock = lock
  }
}
