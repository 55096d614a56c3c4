internal import ChainCrypto
public import ChainTypes
public import Primitives
public import ProtocolKit
public import State
public import Storage

/// The committed blocks that a reader shows.
public struct StoredHistory: ChainHistory {
  private let blocks: BlockReader
  public let tipHeight: UInt64

  /// The history up to a head.
  public init(reader: any KeyValueReader, tip: ChainHead) {
    blocks = BlockReader(reader)
    tipHeight = tip.height
  }

  public func producer(at height: UInt64) throws(StateFault) -> Address? {
    try header(at: height)?.producer.address
  }

  public func timestamp(at height: UInt64) throws(StateFault) -> Timestamp? {
    try header(at: height)?.timestamp
  }

  public func hash(at height: UInt64) throws(StateFault) -> Hash256? {
    try reading { () throws(StoreError) in try blocks.hash(at: height) }
  }

  private func header(at height: UInt64) throws(StateFault) -> BlockHeader? {
    try reading { () throws(StoreError) in try blocks.header(at: height) }
  }

  private func reading<Value>(_ read: () throws(StoreError) -> Value) throws(StateFault) -> Value {
    do {
      return try read()
    } catch {
      throw .history("\(error)")
    }
  }
}
