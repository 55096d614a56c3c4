/// From which height which fork is in force on a network. Nothing outside this target compares a height with a fork's height.
public struct ForkSchedule: Sendable, Hashable {
  /// A fork and the first height under its rules.
  public struct Activation: Sendable, Hashable {
    /// The fork.
    public let fork: Fork
    /// Its first height.
    public let height: UInt64

    /// A fork at a height.
    public init(_ fork: Fork, at height: UInt64) {
      self.fork = fork
      self.height = height
    }
  }

  /// The forks in order. The first is in force from height 0.
  public let activations: [Activation]

  /// Mainnet's forks.
  public static let mainnet = ForkSchedule(first: .alpha, then: Fork.allCases.dropFirst().map { Activation($0, at: $0.mainnetHeight) })

  /// Mainnet Alpha's rules for all heights: what networks run that are not mainnet (the rehearsals of 2019, `dev`, `load`, a genesis of
  /// one's own).
  public static let alphaForever = ForkSchedule(first: .alpha, then: [])

  /// A schedule, or nil if the forks are not in their order or the heights decrease.
  ///
  /// - Parameters:
  ///   - first: the fork in force from height 0
  ///   - later: the forks after it, in order; two may share a height
  public init?(startingWith first: Fork, then later: [Activation]) {
    var last = Activation(first, at: 0)
    for next in later {
      guard next.fork > last.fork, next.height >= last.height else { return nil }
      last = next
    }
    self.init(first: first, then: later)
  }

  private init(first: Fork, then later: [Activation]) { activations = [Activation(first, at: 0)] + later }

  /// The schedule of the network that a genesis makes: mainnet's for mainnet's own, otherwise ``alphaForever``.
  public static func network(of genesis: Genesis) -> ForkSchedule {
    genesis.hash == Network.mainnet.genesis.hash ? .mainnet : .alphaForever
  }

  /// The fork in force at a height.
  public func fork(at height: UInt64) -> Fork { activations[index(at: height)].fork }

  /// The first height of a fork; nil if this network never has it.
  public func height(of fork: Fork) -> UInt64? { activations.first { $0.fork == fork }?.height }

  /// The rules for a block, or for the genesis state at height 0.
  ///
  /// - Throws: ``RulesUnavailable`` if they are not implemented. Never falls back to an older fork's.
  public func rules(at height: UInt64) throws(RulesUnavailable) -> Rules {
    let current = activations[index(at: height)]
    if let rules = Rules.of(current.fork) { return rules }
    let done = activations.prefix { Rules.of($0.fork) != nil }
    let end = activations[done.count].height
    throw RulesUnavailable(
      height: height, fork: current.fork, forkHeight: current.height, implemented: done.last?.fork,
      implementedThrough: end > 0 ? end - 1 : nil)
  }

  private func index(at height: UInt64) -> Int { activations.lastIndex { $0.height <= height } ?? 0 }
}
