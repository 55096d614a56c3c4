/// What a rehearsal does: how large its network is, how much load it gets, and for how long.
public struct RehearsalPlan: Sendable, Hashable, Encodable {
  /// Number of delegates, 1 … 64; each is a process.
  public var delegates = 4
  /// Seconds of load.
  public var duration: Double = 60
  /// Actions to submit per second.
  public var rate: Double = 200
  /// The share of the actions that call a contract, 0 … 1; the others are transfers.
  public var contractShare = 0.1
  /// Number of accounts that send, each one action at a time.
  public var accounts = 256
  /// Milliseconds between blocks.
  public var blockInterval: Int64 = 5_000
  /// Gas of a block; a transfer takes 10,000.
  public var blockGasLimit: UInt64 = 400_000_000
  /// The folder that gets the keys, configurations, data, logs and reports of this rehearsal.
  public var directory: String
  /// The path of `iotexd`.
  public var program: String
  /// Perturbations during the load, evenly spread.
  public var drills: [DrillKind] = []

  /// A plan with the default figures.
  public init(directory: String, program: String) {
    self.directory = directory
    self.program = program
  }

  /// Checks that the figures make sense together.
  public func validate() throws(RehearsalError) {
    func require(_ condition: Bool, _ problem: String) throws(RehearsalError) {
      guard condition else { throw .plan(problem) }
    }
    try require((1...64).contains(delegates), "\(delegates) delegates: a rehearsal has 1 to 64")
    try require((1...604_800).contains(duration), "a duration of \(duration) s: from a second to a week is possible")
    try require((0...100_000).contains(rate), "\(rate) actions per second: from 0 to 100,000 are possible")
    try require((0...1).contains(contractShare), "a contract share of \(contractShare): it is a share, from 0 to 1")
    try require((1...100_000).contains(accounts), "\(accounts) accounts: from 1 to 100,000 are possible")
    try require((200...600_000).contains(blockInterval), "a block interval of \(blockInterval) ms: from 200 ms to 10 minutes is possible")
    try require(blockGasLimit >= 10_000_000, "\(blockGasLimit) gas per block: at least 10,000,000, so that contracts can be deployed")
  }
}

/// The perturbations that a network must survive.
public enum DrillKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// A delegate is killed without warning, and started again.
  case kill
  /// A delegate stands still for a while, as under a debugger or on a frozen machine.
  case pause
  /// A delegate is stopped in good order, and started again.
  case restart
  /// A delegate loses all its connections for a while.
  case partition
  /// A delegate's clock is wrong for a while.
  case skew
}
