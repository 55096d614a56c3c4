/// Which operations of a `FaultInjectingStore` fail, how, and what a crash takes away. A value: the same plan over the
/// same operations gives the same faults.
public struct FaultPlan: Sendable, Hashable {
  /// One way to fail.
  public enum Fault: Sendable, Hashable {
    /// Throws `.diskFull`. From a change: the transaction can only be aborted. From a commit: nothing of it is kept.
    case diskFull
    /// Throws `.inputOutput`. From a commit or sync the store refuses everything until `restart`.
    case inputOutput
    /// The process dies before the operation has any effect.
    case crash
    /// The process dies after the operation took effect, before its caller learns of it.
    case crashAfterwards
    /// A commit of which only the first operations, in the order made, reach the disk; then the process dies. What an
    /// engine without atomic commits would do; `LMDBStore` does not. Elsewhere than on a commit: a crash.
    case tornCommit(keeping: Int)
  }

  /// A fault at one particular operation.
  public struct Step: Sendable, Hashable {
    /// The kind of operation that is counted; nil counts all.
    public var operation: StorageFault.Operation?
    /// Which one fails, from 1.
    public var occurrence: Int
    /// How it fails.
    public var fault: Fault

    /// A fault at the given occurrence of an operation, or of any operation.
    public init(_ fault: Fault, at occurrence: Int, of operation: StorageFault.Operation? = nil) {
      self.operation = operation
      self.occurrence = occurrence
      self.fault = fault
    }
  }

  /// A fault that strikes at random.
  public struct Rate: Sendable, Hashable {
    /// The kind of operation that may fail; nil means all.
    public var operation: StorageFault.Operation?
    /// How often, of a million operations.
    public var perMillion: Int
    /// How it fails.
    public var fault: Fault

    /// A fault that strikes `perMillion` times in a million operations on average.
    public init(_ fault: Fault, perMillion: Int, of operation: StorageFault.Operation? = nil) {
      self.operation = operation
      self.perMillion = perMillion
      self.fault = fault
    }
  }

  /// What happens at a crash to commits that were not synced.
  public enum UnsyncedCommits: Sendable, Hashable {
    /// They survive: the process died, the machine did not.
    case survive
    /// They are lost: the power failed.
    case vanish
    /// The newest ones, a random number of them, are lost.
    case vanishPartly
  }

  /// Faults at known operations.
  public var steps: [Step]
  /// Faults at random operations, drawn from `seed`.
  public var rates: [Rate]
  /// Start of the generator of all random choices.
  public var seed: UInt64
  /// What happens at a crash to commits that were not synced.
  public var unsyncedCommits: UnsyncedCommits
  /// The disk lies: `.synced` commits and `sync` count as not synced.
  public var ignoresSync: Bool

  /// A plan; by default nothing ever fails.
  public init(
    steps: [Step] = [], rates: [Rate] = [], seed: UInt64 = 0, unsyncedCommits: UnsyncedCommits = .survive,
    ignoresSync: Bool = false
  ) {
    self.steps = steps
    self.rates = rates
    self.seed = seed
    self.unsyncedCommits = unsyncedCommits
    self.ignoresSync = ignoresSync
  }

  /// Nothing ever fails.
  public static let none = FaultPlan()
}

/// SplitMix64 (Steele, Lea, Flood 2014): a small generator whose whole state is its seed.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next 64 bits; all arithmetic wraps by definition.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
