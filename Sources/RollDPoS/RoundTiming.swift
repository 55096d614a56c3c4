public import ChainTypes

/// When rounds begin, derived from block times alone (`consensus/scheme/rolldpos/roundcalculator.go`).
///
/// Rounds are aligned to multiples of the block interval since genesis: the first round of a height begins one interval
/// after the aligned commit time of the previous block, and each further round one interval later (golden quirk 50).
public struct RoundTiming: Hashable, Sendable {
  /// The time of the genesis block.
  public let genesisTime: Timestamp
  /// Time between blocks in nanoseconds, above zero.
  public let blockInterval: Int64
  /// How far into a round, in nanoseconds, the previous one is still tolerated.
  public let toleratedOvertime: Int64

  /// Creates the timing of a network.
  ///
  /// - Returns: nil when the interval is not above zero.
  public init?(genesisTime: Timestamp, blockInterval: Int64, toleratedOvertime: Int64) {
    guard blockInterval > 0 else { return nil }
    self.genesisTime = genesisTime
    self.blockInterval = blockInterval
    self.toleratedOvertime = toleratedOvertime
  }

  /// A round of a height.
  public struct Round: Hashable, Sendable {
    /// The number of the round, from 0.
    public let number: UInt32
    /// When it begins.
    public let start: Timestamp
  }

  /// The round that a moment is in.
  ///
  /// - Parameters:
  ///   - now: the moment; for a block, its header's time.
  ///   - previousCommit: the commit time in the footer of the block below; nil for the first block.
  ///   - withToleration: whether the beginning of a round still counts for the one before.
  /// - Throws: `RoundError.notAfterPreviousBlock` when the moment is not after the aligned time of the previous block.
  public func round(at now: Timestamp, previousCommit: Timestamp?, withToleration: Bool) throws(RoundError) -> Round {
    guard let base = aligned(previousCommit) else {
      throw .notAfterPreviousBlock(previous: previousCommit ?? genesisTime, moment: now)
    }
    guard base < now else { throw .notAfterPreviousBlock(previous: base, moment: now) }
    let elapsed = Self.duration(from: base, to: now)
    var number: UInt32 = 0
    if elapsed > blockInterval {
      // The reference keeps the low 32 bits, and lets them wrap below zero.
      number = UInt32(truncatingIfNeeded: elapsed / blockInterval)
      if !withToleration || elapsed % blockInterval < toleratedOvertime { number = number &- 1 }
    }
    let (intervals, overflow) = (Int64(number) + 1).multipliedReportingOverflow(by: blockInterval)
    guard !overflow, let start = base.adding(nanoseconds: intervals) else {
      throw .notAfterPreviousBlock(previous: base, moment: now)
    }
    return Round(number: number, start: start)
  }

  /// The nanoseconds between two moments. Like Go's `Sub` it ends at the limits of 64 bits, about 292 years; the zero
  /// commit time of a block without a footer lies beyond them.
  private static func duration(from start: Timestamp, to end: Timestamp) -> Int64 {
    end.nanoseconds(since: start) ?? (start < end ? .max : .min)
  }
}

/// Why a moment belongs to no round.
public enum RoundError: Error, Hashable, Sendable {
  /// The moment is not after the aligned commit time of the previous block.
  case notAfterPreviousBlock(previous: Timestamp, moment: Timestamp)
}

extension RoundError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAfterPreviousBlock(let previous, let moment):
      "the previous block's time \(previous) is not before \(moment)"
    }
  }
}

extension RoundTiming {
  /// When a round begins.
  ///
  /// - Parameter previousCommit: the commit time in the footer of the block below; nil for the first block.
  /// - Returns: nil beyond the times that can be written.
  public func start(ofRound number: UInt32, previousCommit: Timestamp?) -> Timestamp? {
    guard let base = aligned(previousCommit) else { return nil }
    let (intervals, overflow) = (Int64(number) + 1).multipliedReportingOverflow(by: blockInterval)
    return overflow ? nil : base.adding(nanoseconds: intervals)
  }

  /// The time from which the rounds above a block are counted: its commit time, rounded down to whole intervals since
  /// genesis.
  public func aligned(_ previousCommit: Timestamp?) -> Timestamp? {
    guard let previousCommit else { return genesisTime }
    return genesisTime.adding(nanoseconds: Self.duration(from: genesisTime, to: previousCommit) / blockInterval * blockInterval)
  }
}
