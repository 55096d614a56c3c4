public import ChainTypes
public import Primitives
public import ProtocolKit
public import State

/// Blocks as far as handlers look at them: each height's producer and time.
public struct SampleHistory: ChainHistory {
  /// The last height.
  public var tipHeight: UInt64
  /// Who produced the block of a height.
  public var producer: @Sendable (UInt64) -> Address?
  /// When the block of a height was made.
  public var timestamp: @Sendable (UInt64) -> Timestamp

  /// A history whose block times are their heights.
  public init(
    tipHeight: UInt64 = 0, timestamp: @escaping @Sendable (UInt64) -> Timestamp = { Timestamp(seconds: Int64(clamping: $0)) },
    producer: @escaping @Sendable (UInt64) -> Address? = { _ in .zero }
  ) {
    self.tipHeight = tipHeight
    self.producer = producer
    self.timestamp = timestamp
  }

  public func producer(at height: UInt64) throws(StateFault) -> Address? {
    (1...max(1, tipHeight)).contains(height) ? producer(height) : nil
  }

  public func timestamp(at height: UInt64) throws(StateFault) -> Timestamp? {
    (1...max(1, tipHeight)).contains(height) ? timestamp(height) : nil
  }

  public func hash(at height: UInt64) throws(StateFault) -> Hash256? { nil }
}
