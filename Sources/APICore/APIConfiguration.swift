/// The limits of what one request can ask for, and of how much is answered at once.
public struct APIConfiguration: Sendable, Hashable {
  /// Most entries of an answer (`api.rangeQueryLimit`).
  public var rangeQueryLimit: UInt64 = 1_000
  /// How many of the last blocks actions per second are computed from (`api.tpsWindow`).
  public var tpsWindow: UInt64 = 10
  /// How many of the last blocks suggest a gas price (`api.gasStation.suggestBlockWindow`).
  public var gasPriceWindow: UInt64 = 20
  /// The suggestion without blocks, in Rau (`api.gasStation.defaultGas`). The pool's minimum counts if it is higher.
  public var defaultGasPrice: UInt64 = 1
  /// Which of the blocks' lowest prices is suggested, in percent from the lowest (`api.gasStation.Percentile`).
  public var gasPricePercentile = 60
  /// Bytes of blocks or logs after which an answer ends early, below the 4 MiB that gRPC clients accept.
  public var answerSizeLimit = 3 << 20
  /// Most logs of an answer.
  public var logLimit: UInt64 = 5_000
  /// How many requests read the chain at once; 0 takes the number of cores, at least 2.
  public var readWorkers = 0
  /// How many more wait for that. Beyond it requests are refused with `busy`.
  public var waitingReads = 2_048
  /// How many contract calls run at once; 0 takes half the number of cores, at least 1.
  public var contractWorkers = 0
  /// How many more wait for that.
  public var waitingContractCalls = 64
  /// How many programs may follow new blocks.
  public var subscriberLimit = 64
  /// How many blocks a follower may be behind before it is dropped.
  public var subscriberBuffer = 16

  /// The reference's defaults, and this project's own.
  public init() {}

  /// Refuses values that cannot be served.
  ///
  /// - Throws: the name of the setting and what it must be. (The reference answers INTERNAL to every GetChainMeta when
  ///   the window is larger than the range limit.)
  public func validate() throws(APIConfigurationError) {
    guard rangeQueryLimit > 0 else { throw .init(setting: "rangeQueryLimit", demand: "must be at least 1") }
    guard tpsWindow > 0 else { throw .init(setting: "tpsWindow", demand: "must be at least 1") }
    guard tpsWindow <= rangeQueryLimit else {
      throw .init(setting: "tpsWindow", demand: "must not be above rangeQueryLimit, \(rangeQueryLimit)")
    }
    guard gasPriceWindow <= 1_000 else { throw .init(setting: "gasPriceWindow", demand: "must be at most 1000") }
    guard (0...100).contains(gasPricePercentile) else { throw .init(setting: "gasPricePercentile", demand: "must be from 0 to 100") }
    guard answerSizeLimit > 0 else { throw .init(setting: "answerSizeLimit", demand: "must be at least 1") }
    guard logLimit > 0 else { throw .init(setting: "logLimit", demand: "must be at least 1") }
    guard subscriberBuffer > 0 else { throw .init(setting: "subscriberBuffer", demand: "must be at least 1") }
  }
}

/// A setting that cannot be served.
public struct APIConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of the property.
  public let setting: String
  /// What it must be.
  public let demand: String

  /// Name and demand in one sentence.
  public var description: String { "\(setting) \(demand)" }
}
