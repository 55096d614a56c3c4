/// All that is decided before a simulation begins. It follows from the seed and the options alone.
public struct Scenario: Sendable {
  /// A node.
  public struct Node: Sendable {
    /// How it behaves.
    public var role: NodeRole
    /// Whether it is one of the delegates; the others only follow, or attack from outside.
    public var isDelegate: Bool
    /// How far its clock is ahead of the true time at first, in nanoseconds; negative when it is behind.
    public var clockOffset: Int64
    /// How long its disk takes for a commit, in nanoseconds.
    public var commitLatency: UInt64

    /// A node; by default an honest delegate with a good clock and a fast disk.
    public init(
      role: NodeRole = .honest, isDelegate: Bool = true, clockOffset: Int64 = 0, commitLatency: UInt64 = 2 * Span.millisecond
    ) {
      self.role = role
      self.isDelegate = isDelegate
      self.clockOffset = clockOffset
      self.commitLatency = commitLatency
    }
  }

  /// Something that goes wrong, or ends.
  public enum Step: Sendable, Hashable {
    /// A node's machine loses power.
    case crash(Int)
    /// A node's machine dies at its nth commit from now.
    case crashAtCommit(Int, commit: Int, afterwards: Bool)
    /// A node starts again, if it is down.
    case restart(Int)
    /// The network falls into parts.
    case partition([Int])
    /// A link carries nothing in one direction.
    case cut(from: Int, to: Int)
    /// All parts are joined, all links mended; their quality stays.
    case join
    /// All links change.
    case links(LinkProfile)
    /// One node's links change.
    case linksOf(Int, LinkProfile)
    /// A node's clock jumps to so far ahead of the true time, in nanoseconds.
    case clock(Int, offset: Int64)
    /// A node's disk changes its speed; in nanoseconds per commit.
    case disk(Int, latency: UInt64)
  }

  /// An action that a user gives to a node.
  public struct Submission: Sendable {
    /// When.
    public var time: VirtualTime
    /// Which user, from 0.
    public var user: Int
    /// Which node.
    public var node: Int
    /// Which action is given again, counted from 0; nil for a new one.
    public var earlier: Int?

    /// A submission.
    public init(time: VirtualTime, user: Int, node: Int, earlier: Int? = nil) {
      self.time = time
      self.user = user
      self.node = node
      self.earlier = earlier
    }
  }

  /// What everything is drawn from.
  public var seed: UInt64
  /// The nodes; delegates first.
  public var nodes: [Node]
  /// Time between blocks, in nanoseconds.
  public var blockInterval: UInt64
  /// Whether a missed round passes the turn on.
  public var rotatesWithRounds: Bool
  /// Blocks of an epoch are the number of delegates times this.
  public var subEpochs: Int
  /// The links while faults happen.
  public var links: LinkProfile
  /// What goes wrong, in order of time.
  public var steps: [(time: VirtualTime, step: Step)]
  /// What users do before everything heals.
  public var submissions: [Submission]
  /// When all faults end: links are good, clocks right, disks fast and all nodes up from here on.
  public var healing: VirtualTime
  /// When the simulation ends at the latest.
  public var end: VirtualTime

  /// A scenario without faults, of honest delegates.
  public init(
    seed: UInt64, nodes: [Node], blockInterval: UInt64, rotatesWithRounds: Bool = true, subEpochs: Int = 1, links: LinkProfile = .calm,
    healing: VirtualTime, end: VirtualTime
  ) {
    self.seed = seed
    self.nodes = nodes
    self.blockInterval = blockInterval
    self.rotatesWithRounds = rotatesWithRounds
    self.subEpochs = subEpochs
    self.links = links
    steps = []
    submissions = []
    self.healing = healing
    self.end = end
  }

  /// Numbers of the delegates.
  public var delegates: [Int] { nodes.indices.filter { nodes[$0].isDelegate } }

  /// Numbers of the nodes whose doings are checked.
  public var honest: [Int] { nodes.indices.filter { nodes[$0].role.isHonest } }

  /// How many of so many delegates may be faulty.
  public static func tolerated(delegates: Int) -> Int { max(0, (delegates - 1) / 3) }
}
