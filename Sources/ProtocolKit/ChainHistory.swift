public import ChainTypes
public import Primitives
public import State

/// The committed blocks below the one being processed, as far as handlers need them.
public protocol ChainHistory {
  /// The height of the last committed block; 0 before the first.
  var tipHeight: UInt64 { get }
  /// The producer of the block at a height from 1 to `tipHeight`.
  func producer(at height: UInt64) throws(StateFault) -> Address?
  /// The header's time of the block at a height from 1 to `tipHeight`; nil above.
  func timestamp(at height: UInt64) throws(StateFault) -> Timestamp?
  /// The hash of the block at a height from 1 to `tipHeight`; nil above.
  func hash(at height: UInt64) throws(StateFault) -> Hash256?
}
