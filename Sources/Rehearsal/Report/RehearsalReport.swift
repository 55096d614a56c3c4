/// What a rehearsal measured. Its JSON has these names as keys.
public struct RehearsalReport: Sendable, Codable {
  /// When it began, in the form of RFC 3339.
  public var started: String
  /// The client's version.
  public var version: String
  /// Number of delegates.
  public var delegates: Int
  /// Seconds of load.
  public var loadSeconds: Double
  /// Actions per second that were asked for.
  public var targetRate: Double
  /// Milliseconds between blocks by the genesis.
  public var blockInterval: Double
  /// Actions of the load in blocks per second, from the first to the last block that was finalized while the load ran.
  public var finalizedTPS: Double
  /// The blocks.
  public var blocks: Blocks
  /// Milliseconds from the submission of an action to its block; nil without actions.
  public var latency: Percentiles?
  /// Milliseconds from a block's timestamp, which begins its round, to its arrival from a node: the time that consensus takes. Nil without blocks.
  public var finality: Percentiles?
  /// Milliseconds between the timestamps of neighbouring blocks; nil with fewer than two blocks.
  public var blockIntervals: Percentiles?
  /// What became of the actions.
  public var actions: Actions
  /// Every node.
  public var nodes: [Node]
  /// The drills and their verdicts.
  public var drills: [DrillVerdict]
  /// What must not happen and did; empty when the rehearsal succeeded.
  public var violations: [String]
  /// The blocks one by one, for charts.
  public var series: [BlockPoint]
  /// What the nodes used, sampled every second.
  public var samples: [Sample]

  /// The blocks of the chain.
  public struct Blocks: Sendable, Codable {
    /// The height at the end.
    public var height: UInt64
    /// Rounds that brought no block, by the timestamps of the blocks.
    public var missedRounds: Int
    /// Whether all nodes have the same blocks.
    public var isOneChain: Bool
  }

  /// What became of the actions.
  public struct Actions: Sendable, Codable {
    /// Handed over: the sum of the others.
    public var submitted: Int
    /// In a block.
    public var mined: Int
    /// Of these, those that failed when they were executed.
    public var failed: Int
    /// Refused by a node.
    public var refused: Int
    /// How often for which reason.
    public var refusals: [String: Int]
    /// Accepted by a node, and in no block at the end.
    public var pending: Int
    /// How often an action was handed over again.
    public var repeated: Int
  }

  /// A node's use of the machine.
  public struct Node: Sendable, Codable {
    /// Its name.
    public var name: String
    /// Blocks that it produced.
    public var produced: Int
    /// Its height at the end.
    public var height: UInt64
    /// Seconds of CPU time during the load, all its processes together.
    public var cpuSeconds: Double
    /// The most memory that it had in RAM, in bytes.
    public var peakResidentBytes: Int
  }

  /// A block in a chart.
  public struct BlockPoint: Sendable, Codable {
    /// Its height.
    public var height: UInt64
    /// Seconds from the beginning of the load to its arrival.
    public var time: Double
    /// The load's actions in it.
    public var actions: Int
    /// Milliseconds from its timestamp to its arrival; nil for one that was fetched later.
    public var finality: Double?
  }

  /// All nodes at a moment.
  public struct Sample: Sendable, Codable {
    /// Seconds since the beginning of the load.
    public var time: Double
    /// Seconds of CPU time per second, by node; nil for a node that is down.
    public var cpu: [Double?]
    /// Bytes of memory in RAM, by node; nil for a node that is down.
    public var resident: [Int?]
  }
}
